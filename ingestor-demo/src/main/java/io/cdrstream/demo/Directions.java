package io.cdrstream.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to look closer while the demo runs. */
final class Directions {

    private Directions() {}

    static List<String> of(String bootstrapServers, AdminPages pages, Path configuration, RunDirectory directory) {
        List<String> lines = new ArrayList<>(List.of(
                "Kafka (real, embedded)   " + bootstrapServers,
                "cdrstream                " + pages.streams() + "  " + pages.metrics(),
                "its configuration        " + configuration,
                "warnings go to           " + directory.log(),
                "look closer              bin/cdrstream tail cdr.sms --bootstrap-servers " + bootstrapServers));
        if (directory.isDataKept()) {
            lines.add("Kafka's data stay in     " + directory.data());
        }
        return lines;
    }
}
