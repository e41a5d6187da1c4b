package io.cdrstream.app.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.Page;
import io.cdrstream.plan.Reconciliation.Account;
import io.cdrstream.plan.Reconciliation.Count;
import io.cdrstream.plan.Reconciliation.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code REPORTS-USAGE}: each a request that the API has answered. Free ones are left out. */
final class UsageRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UsageRows() {}

    static List<Counted> of(Page page) {
        List<Counted> rows = new ArrayList<>();
        for (Cdr cdr : page.records()) {
            JsonNode row = row(page, cdr);
            String product = row.path(row.has("requested_product") ? "requested_product" : "request_product")
                    .asText();
            boolean isFree = row.path("is_charged").asText().equalsIgnoreCase("FALSE");
            if (!isFree && !product.equals(UsageReader.PRODUCT)) {
                rows.add(new Counted(
                        new Account(
                                row.path("acc").asText(), row.path("account_id").asText(), product),
                        new Count(1, row.path("items_written").asLong())));
            }
        }
        return rows;
    }

    private static JsonNode row(Page page, Cdr cdr) {
        try {
            return JSON.readTree(page.body(), cdr.offset(), cdr.length());
        } catch (IOException e) {
            throw new IllegalStateException("a record that was read is JSON", e);
        }
    }
}
