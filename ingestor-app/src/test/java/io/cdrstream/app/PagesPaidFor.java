package io.cdrstream.app;

import io.cdrstream.simulator.ReportsSimulator;
import io.cdrstream.simulator.RequestSeen;
import io.cdrstream.simulator.Truth;
import io.cdrstream.simulator.cdr.StreamKey;
import io.cdrstream.simulator.cdr.TrueCdr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which CDRs were fetched by which request. A page of settled records without faults is a run of its stream's records,
 * newest first, so that its first id and its length name it.
 */
final class PagesPaidFor {

    private final Map<Long, List<String>> pages = new HashMap<>();

    PagesPaidFor(ReportsSimulator api, Instant from, Instant to) {
        Truth truth = api.truth();
        Map<StreamKey, List<RequestSeen>> requests = api.requests().stream()
                .filter(request -> request.records() > 0)
                .collect(Collectors.groupingBy(PagesPaidFor::stream));
        requests.forEach((stream, ofStream) -> read(
                stream, truth.recordsIn(stream.account(), stream.product(), stream.direction(), from, to), ofStream));
    }

    private static StreamKey stream(RequestSeen request) {
        return new StreamKey(
                request.account(), request.product(), request.parameters().getOrDefault("direction", ""));
    }

    private void read(StreamKey stream, List<TrueCdr> records, List<RequestSeen> requests) {
        Map<String, Integer> places = new HashMap<>();
        records.forEach(cdr -> places.put(cdr.id(), places.size()));
        for (RequestSeen request : requests) {
            int newest = places.getOrDefault(request.firstId(), -1);
            pages.put(
                    request.number(),
                    records.subList(newest - request.records() + 1, newest + 1).stream()
                            .map(cdr -> Published.identity(stream, cdr.id()))
                            .toList());
        }
    }

    /** Those of these CDRs that a request after that one has fetched. */
    List<String> fetchedAfter(long request, Collection<String> cdrs) {
        Set<String> later = fetchedAfter(request);
        return cdrs.stream().filter(later::contains).toList();
    }

    /** How many of the pages of these requests were fetched again after them, wholly or in part. */
    long fetchedAgain(long first, long last) {
        Set<String> later = fetchedAfter(last);
        return pages.entrySet().stream()
                .filter(page -> page.getKey() >= first && page.getKey() <= last)
                .filter(page -> page.getValue().stream().anyMatch(later::contains))
                .count();
    }

    private Set<String> fetchedAfter(long request) {
        List<String> later = new ArrayList<>();
        pages.forEach((number, cdrs) -> later.addAll(number > request ? cdrs : List.of()));
        return Set.copyOf(later);
    }
}
