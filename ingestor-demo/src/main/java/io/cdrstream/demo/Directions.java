package io.cdrstream.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to look closer while the demo runs. */
final class Directions {

    private Directions() {}

    static List<String> of(Workplace place, AdminPages pages, Path configuration, boolean isKept) {
        List<String> lines = new ArrayList<>(List.of(
                "Kafka (real, embedded)   " + place.bootstrapServers(),
                "cdrstream                " + pages.streams() + "  " + pages.metrics(),
                "its configuration        " + configuration,
                "warnings go to           " + place.log(),
                "look closer              bin/cdrstream tail cdr.sms --bootstrap-servers " + place.bootstrapServers()));
        if (isKept) {
            lines.add("Kafka's data stay in    " + place.data());
        }
        return lines;
    }
}
