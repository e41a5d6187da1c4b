package io.cdrstream.app.cli;

import io.cdrstream.app.Adapters;
import io.cdrstream.app.AnswerVerdict;
import io.cdrstream.app.Verdict;
import io.cdrstream.app.config.Configuration;
import io.cdrstream.model.CdrStream;
import io.cdrstream.model.Credential;
import io.cdrstream.source.Answer;
import io.cdrstream.source.LookUp;
import io.cdrstream.source.ReportsSource;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** What the API says to one credential, at the pace of its budget. Asks for nothing that is charged. */
final class ApiCheck {

    private static final List<String> IMPOSSIBLE = List.of("00000000-0000-0000-0000-000000000000");

    private final Credential credential;
    private final List<CdrStream> streams;
    private final ReportsSource source;

    ApiCheck(Configuration configuration, Credential credential, Adapters adapters) {
        this.credential = credential;
        this.streams = configuration.ingestor().streams().stream()
                .filter(s -> s.credential().equals(credential.key()))
                .toList();
        this.source =
                adapters.source(Objects.requireNonNull(configuration.sources().get(credential.key())));
    }

    /** Greets every account; gives up after a wrong secret, which is wrong for all. */
    Flux<Verdict> accounts() {
        return Flux.fromStream(streams.stream().map(s -> s.id().account()).distinct())
                .delayElements(pause())
                .concatMap(account -> source.greet(account).map(answer -> new Greeting(account, answer)), 1)
                .takeUntil(Greeting::isHopeless)
                .map(g -> AnswerVerdict.of("credential " + credential.key() + ", account " + g.account, g.answer));
    }

    /** How many look-ups {@link #lookUps} sends. */
    int products() {
        return oneForEachProduct().size();
    }

    /** Asks every account for an impossible id of every product: what the API refuses, it refuses here. */
    Flux<Verdict> lookUps() {
        return Flux.fromIterable(oneForEachProduct())
                .delayElements(pause())
                .concatMap(s -> source.lookUp(s, IMPOSSIBLE).map(found -> verdict(s, found)), 1);
    }

    private Collection<CdrStream> oneForEachProduct() {
        Map<String, CdrStream> one = new LinkedHashMap<>();
        streams.forEach(s -> one.putIfAbsent(s.id().source(), s));
        return one.values();
    }

    private Duration pause() {
        return Duration.ofNanos((long) (1e9 / credential.requestsPerSecond()));
    }

    private static Verdict verdict(CdrStream stream, LookUp found) {
        String subject = stream.id().source();
        Answer failure = found.failure();
        return failure == null ? Verdict.fine(subject, "may be read") : AnswerVerdict.of(subject, failure);
    }

    private record Greeting(String account, Answer answer) {

        boolean isHopeless() {
            return answer instanceof Answer.Refused refused && refused.refusal() == Answer.Refusal.UNAUTHORIZED;
        }
    }
}
