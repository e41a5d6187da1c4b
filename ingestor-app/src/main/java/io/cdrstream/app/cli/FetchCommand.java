package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.AnswerVerdict;
import io.cdrstream.app.MetricsRegistry;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.app.config.ConfigurationWrong;
import io.cdrstream.model.Cdr;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.model.Direction;
import io.cdrstream.model.Page;
import io.cdrstream.model.Product;
import io.cdrstream.model.Product.DirectionRule;
import io.cdrstream.model.ProductCatalogue;
import io.cdrstream.model.StreamId;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.ReportsSource;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;

/** Looks records up by id and prints them as the API has them, one line each. Publishes nothing. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description =
                "Looks records up by id, whatever their age, and prints them, one line of JSON each. Records found"
                        + " are charged. Ids that are not found are named on stderr.",
        footerHeading = "%nExample:%n",
        footer = {"  cdrstream fetch --product SMS --direction outbound --account self 0A00000012345678"})
final class FetchCommand implements Callable<Integer> {

    private static final int BATCH = 20;
    private static final String WITH_MESSAGE = "include_message";

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigFile file = new ConfigFile();

    @Option(names = "--product", required = true, description = "As in the configuration, such as VOICE-CALL.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String product;

    @Option(
            names = "--account",
            defaultValue = "self",
            description = "Whose records; self = the credential's own. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String account;

    @Option(names = "--direction", description = "inbound or outbound; for products that require it.")
    private @Nullable String direction;

    @Option(names = "--credential", description = "The key to ask with; needed only if several read the account.")
    private @Nullable String credential;

    @Option(names = "--include-message", description = "Ask for message bodies too.")
    private boolean isWithMessage;

    @Parameters(paramLabel = "<id>", arity = "1..*", description = "Ids of records.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> ids;

    FetchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationWrong, Refused {
        PrintWriter err = spec.commandLine().getErr();
        for (String id : ids) {
            GivenId.of(id);
        }
        Configuration configuration = file.read(surroundings, err);
        Credential by = by(configuration);
        CdrStream stream = stream(by);
        Adapters adapters = surroundings.adapters().reportingTo(MetricsRegistry.empty());
        try {
            ReportsSource source = adapters.source(
                    Objects.requireNonNull(configuration.sources().get(by.key())));
            List<LookUp> found = Await.of(Flux.fromIterable(ids)
                            .distinct() // what is found twice is charged twice
                            .buffer(BATCH)
                            .delayElements(Duration.ofNanos((long) (1e9 / by.requestsPerSecond())))
                            .concatMap(batch -> source.lookUp(stream, batch), 1)
                            .takeUntil(l -> l.failure() != null)
                            .collectList())
                    .orElse(List.of());
            return report(found, by, err);
        } finally {
            Await.of(adapters.closed());
        }
    }

    private int report(List<LookUp> found, Credential by, PrintWriter err) {
        int records = 0;
        int exit = ExitCode.OK;
        for (LookUp lookUp : found) {
            records += print(lookUp.page());
            for (String miss : lookUp.missing()) {
                err.println("not found: " + miss);
                exit = Math.max(exit, ExitCode.FAILED);
            }
            if (lookUp.failure() != null) {
                err.println(AnswerVerdict.of(product, lookUp.failure()));
                exit = ExitCode.API;
            }
        }
        err.println(records + " records, charged with about " + by.fee(records).toPlainString() + " euros");
        return exit;
    }

    private int print(@Nullable Page page) {
        if (page == null) {
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Cdr cdr : page.records()) {
            String json = new String(page.body(), cdr.offset(), cdr.length(), StandardCharsets.UTF_8);
            out.println(json.replaceAll("[\\r\\n]+", " ")); // safe because JSON has line breaks between tokens only
        }
        out.flush();
        return page.billedRecords();
    }

    private Credential by(Configuration configuration) throws Refused {
        List<Credential> able = configuration.ingestor().credentials().stream()
                .filter(c -> credential == null || c.key().equals(credential))
                .filter(c -> account.equals("self") || reads(configuration, c))
                .toList();
        if (able.size() == 1) {
            return able.get(0);
        }
        throw new Refused(
                ExitCode.CONFIGURATION,
                able.isEmpty()
                        ? "no credential of the configuration reads account " + account
                        : "several credentials could ask: name one with --credential");
    }

    private boolean reads(Configuration configuration, Credential candidate) {
        return candidate.key().equals(account)
                || configuration.ingestor().streams().stream()
                        .anyMatch(s -> s.credential().equals(candidate.key())
                                && s.id().account().equals(account));
    }

    private CdrStream stream(Credential by) throws Refused {
        Product found = ProductCatalogue.find(product);
        check(found);
        String whose = account.equals("self") ? by.key() : account;
        return new CdrStream(
                StreamId.of(whose, product, parse(direction)),
                by.key(),
                found,
                isWithMessage ? Map.of(WITH_MESSAGE, "true") : Map.of(),
                "id",
                "none",
                Duration.ZERO,
                null,
                null);
    }

    /** What the API would refuse, as far as we know the product. */
    private void check(Product known) throws Refused {
        if (!known.isKnown()) {
            spec.commandLine()
                    .getErr()
                    .println(product + " is no product of the catalogue; the API is asked all the same");
            return;
        }
        if (known.direction() == DirectionRule.REQUIRED && direction == null) {
            throw new Refused(
                    ExitCode.CONFIGURATION,
                    product + " needs a direction: --direction inbound or --direction outbound");
        }
        if (known.direction() == DirectionRule.REFUSED && direction != null) {
            throw new Refused(ExitCode.CONFIGURATION, product + " takes no direction: leave --direction out");
        }
        if (isWithMessage && !known.options().contains(WITH_MESSAGE)) {
            throw new Refused(ExitCode.CONFIGURATION, product + " has no messages: leave --include-message out");
        }
    }

    private static @Nullable Direction parse(@Nullable String text) throws Refused {
        if (text == null) {
            return null;
        }
        for (Direction each : Direction.values()) {
            if (each.text().equals(text)) {
                return each;
            }
        }
        throw new Refused(ExitCode.CONFIGURATION, "a direction is inbound or outbound, not " + text);
    }
}
