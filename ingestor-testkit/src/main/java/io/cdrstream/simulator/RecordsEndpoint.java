package io.cdrstream.simulator;

import io.cdrstream.simulator.Admission.Admitted;
import io.cdrstream.simulator.Admission.Refused;
import io.cdrstream.simulator.Cursors.Cursor;
import io.cdrstream.simulator.Envelope.Surroundings;
import io.cdrstream.simulator.cdr.JsonBytes;
import io.cdrstream.simulator.cdr.StreamKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v2/reports/records} without the network: admits or refuses, reads the page, lets the fault of the request
 * befall it, notes and bills. Thread-safe.
 */
final class RecordsEndpoint {

    private static final ThreadLocal<JsonBytes> RECORDS = ThreadLocal.withInitial(JsonBytes::new);

    private final Simulation simulation;
    private final String base;
    private final Cursors cursors;
    private final Admission admission;
    private final Answers answers;
    private final PageReader pages;
    private final UsageReport usage;

    RecordsEndpoint(Simulation simulation, String base) {
        ApiRules rules = simulation.plan().rules();
        this.simulation = simulation;
        this.base = base;
        this.cursors = new Cursors(simulation.plan().seed());
        this.admission = new Admission(simulation.access(), rules, cursors);
        this.answers = new Answers(base);
        this.pages = new PageReader(simulation.world(), rules);
        this.usage = new UsageReport(simulation.log(), rules.pageSize());
    }

    Answer answer(ApiRequest request) {
        Admission.Outcome outcome = admission.admit(request);
        if (outcome instanceof Refused refused) {
            int status = refused.problem().status();
            simulation.log().add(request.at(), refused.key(), refused.sent(), status, 0, "", Optional.empty());
            return answers.problem(refused.problem(), request.at());
        }
        Admitted admitted = (Admitted) outcome;
        Page page = read(admitted, request.at(), false);
        Optional<Fault> fault = simulation.faults().take(f -> canBefall(f, admitted, page));
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.INSTEAD) {
            Answer answer = instead(fault.get(), admitted.query(), request.at());
            note(request, admitted, answer.status(), 0, "", fault);
            return answer;
        }
        return deliver(request, admitted, page, fault.orElse(null));
    }

    private Page read(Admitted admitted, Instant now, boolean repeat) {
        ReportQuery query = admitted.query();
        JsonBytes scratch = RECORDS.get();
        if (query.of().product().equals(UsageReport.PRODUCT)) {
            return usage.read(query, admitted.bookmark(), now, scratch);
        }
        return query.byId()
                ? pages.byIds(query, now, scratch)
                : pages.byDate(query, admitted.bookmark(), now, repeat, scratch);
    }

    private static boolean canBefall(Fault fault, Admitted admitted, Page page) {
        boolean records = page.items() > 0 && !admitted.query().of().product().equals(UsageReport.PRODUCT);
        return switch (fault) {
            case CURSOR_EXPIRED -> admitted.bookmark() != null;
            case FOREIGN_NEXT -> page.next() != null;
            case REPEATED_CURSOR -> page.next() != null && admitted.bookmark() != null;
            case RECORD_NOT_OBJECT, RECORD_NOT_JSON, RECORD_WITHOUT_ID, RECORD_ABSURD_DATE -> records;
            case DUPLICATE_RECORD -> records && !admitted.query().byId();
            case TRUNCATED_WITHOUT_CURSOR -> !admitted.query().byId();
            default -> true;
        };
    }

    private Answer instead(Fault fault, ReportQuery query, Instant at) {
        return switch (fault) {
            case UNAVAILABLE -> answers.problem(Problem.serverError(503), at);
            case THROTTLED -> answers.problem(Problem.throttled(), at);
            case UNAUTHORIZED -> answers.problem(Problem.unauthorized(), at);
            case FORBIDDEN -> answers.problem(Problem.forbidden(), at);
            case CURSOR_EXPIRED -> answers.problem(Problem.cursorExpired(), at);
            case HTML_OK -> answers.html(200, at);
            case HTML_BAD_GATEWAY -> answers.html(502, at);
            case FOREIGN_REDIRECT -> answers.redirect(Envelope.href(foreign(), query.sent()), at);
            default -> answers.problem(Problem.serverError(500), at);
        };
    }

    private Answer deliver(ApiRequest request, Admitted admitted, Page read, @Nullable Fault fault) {
        ReportQuery query = admitted.query();
        Page page = fault == Fault.DUPLICATE_RECORD ? read(admitted, request.at(), true) : read;
        int billed = query.of().product().equals(UsageReport.PRODUCT) ? 0 : page.items();
        String firstId = billed == 0 ? "" : page.firstId();
        String extra = fault == null ? "" : Tampering.extra(fault, page);
        if (!extra.isEmpty()) {
            page.add(extra);
        }
        int status = fault == Fault.RESET ? 0 : 200;
        long number = note(request, admitted, status, billed, firstId, Optional.ofNullable(fault));
        if (fault != null && !extra.isEmpty()) {
            StreamKey stream = new StreamKey(
                    query.of().account(), query.of().product(), query.of().direction());
            simulation.injected().add(new Injected(number, stream, fault, extra));
        }
        Answer answer = answers.page(page, query, around(request, admitted, page, fault));
        return disturbed(answer, request, fault);
    }

    private Surroundings around(ApiRequest request, Admitted admitted, Page page, @Nullable Fault fault) {
        boolean lost = fault == Fault.TRUNCATED_WITHOUT_CURSOR;
        return new Surroundings(
                UUID.randomUUID().toString(),
                request.at(),
                lost ? null : next(admitted, page, fault),
                fault == Fault.FOREIGN_NEXT ? foreign() : base,
                lost || page.next() != null,
                page.items() + (fault == Fault.WRONG_ITEMS_COUNT ? 1 : 0));
    }

    private @Nullable Cursor next(Admitted admitted, Page page, @Nullable Fault fault) {
        if (fault == Fault.REPEATED_CURSOR) {
            Map<String, String> sent = admitted.query().sent();
            return new Cursor(sent.getOrDefault("cursor", ""), sent.getOrDefault("iv", ""));
        }
        Bookmark next = page.next();
        return next == null ? null : cursors.issue(next, Admission.boundTo(admitted.key(), admitted.query()));
    }

    private Answer disturbed(Answer whole, ApiRequest request, @Nullable Fault fault) {
        Map<String, String> headers = new LinkedHashMap<>(whole.headers());
        int blanks = 0;
        if (fault == Fault.WRONG_DATE) {
            // Each wrong date is off by another hour, so that no two agree.
            long hours = 2 + simulation.log().count() % 97;
            headers.put("Date", Answers.httpDate(request.at().plusSeconds(hours * 3600)));
        } else if (fault == Fault.INVALID_JSON) {
            whole.body().truncate(whole.body().length() / 2);
        } else if (fault == Fault.OVERSIZED_BODY) {
            blanks = simulation.plan().faults().oversizedBytes();
        }
        boolean onTheWay = fault != null && fault.kind() == Fault.Kind.TRANSPORT;
        Answer answer = new Answer(whole.status(), headers, whole.body(), blanks, onTheWay ? fault : null);
        return request.gzip() && blanks == 0 ? Answers.packed(answer) : answer;
    }

    private long note(
            ApiRequest request, Admitted admitted, int status, int records, String firstId, Optional<Fault> fault) {
        return simulation
                .log()
                .add(request.at(), admitted.key(), admitted.query().sent(), status, records, firstId, fault);
    }

    private String foreign() {
        return "http://" + simulation.plan().faults().foreignHost();
    }
}
