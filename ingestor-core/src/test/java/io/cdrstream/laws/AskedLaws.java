package io.cdrstream.laws;

import io.cdrstream.model.PageRequest;
import io.cdrstream.model.PassPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may be asked at all, and when: checked at every request, since afterwards nobody can tell. */
final class AskedLaws {

    private static final int MOST_IDS = 20;

    private final Output output;
    private final Supplier<Instant> now;
    private final Map<String, Published> last = new HashMap<>();
    private int read;
    /** How often each record was asked for by its id. */
    final Map<String, Integer> followUps = new HashMap<>();
    /** What was asked against the law. */
    final List<String> broken = new ArrayList<>();

    AskedLaws(Output output, Supplier<Instant> now) {
        this.output = output;
        this.now = now;
    }

    void asked(PageRequest request) {
        if (request.isFollowUp()) {
            followUp(request);
        } else {
            pass(request);
        }
    }

    private void pass(PageRequest request) {
        PassPlan plan = request.stream().plan();
        boolean isRedo = request.pass() == PageRequest.REDO;
        Instant due = request.slice().to().plus(plan.age(isRedo ? plan.passes() - 1 : request.pass()));
        law(!due.isAfter(now.get()), "not old enough", request);
        law(!request.block().isAfter(request.slice().from()), "a block begins before its slice", request);
        if (request.pass() != 0) {
            List<Instant> watermarks = output.watermarks(request.stream().id());
            boolean isBelow =
                    !watermarks.isEmpty() && !request.slice().to().isAfter(watermarks.get(watermarks.size() - 1));
            law(isBelow, "revisits come after the first pass", request);
        }
    }

    private void followUp(PageRequest request) {
        law(!request.ids().isEmpty() && request.ids().size() <= MOST_IDS, "20 ids at most", request);
        learn();
        for (String id : request.ids()) {
            String key = Shown.key(request.stream().id(), id);
            @Nullable Published published = last.get(key);
            if (published == null) {
                broken.add("asked for by id before it was published: " + key);
                continue;
            }
            law(isOpen(request, published), "only what is not final is asked for by id", request);
            law(isInRange(request, published), "the slice of a follow-up holds its records", request);
            law(isOldEnough(request, published), "not old enough", request);
            followUps.merge(key, 1, Integer::sum);
        }
    }

    private static boolean isOpen(PageRequest request, Published published) {
        return request.stream().product().isOpen(published.cdr().content().status());
    }

    private static boolean isInRange(PageRequest request, Published published) {
        Instant time = published.time();
        return !time.isBefore(request.slice().from())
                && time.isBefore(request.slice().to());
    }

    private boolean isOldEnough(PageRequest request, Published published) {
        Instant due = published.time().plus(request.stream().plan().followUps().get(0));
        return !due.isAfter(now.get());
    }

    private void learn() {
        List<Published> published = output.published();
        while (read < published.size()) {
            last.put(published.get(read).key(), published.get(read));
            read++;
        }
    }

    private void law(boolean isObeyed, String law, PageRequest request) {
        if (!isObeyed) {
            broken.add(law + ": " + request + " at " + now.get());
        }
    }
}
