package io.cdrstream.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be reached in a process, object by object: what was allocated since the last collection does not count.
 *
 * @param bytes by class
 */
record LiveHeap(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +(\\S+)");
    private static final int MOST_CLASSES = 6;

    static LiveHeap of(Process process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        Map<String, Long> bytes = new HashMap<>();
        for (Matcher line = LINE.matcher(answer); line.find(); ) {
            bytes.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum);
        }
        if (bytes.isEmpty()) {
            throw new IllegalStateException(
                    "no histogram: " + answer.lines().findFirst().orElse("no answer"));
        }
        return new LiveHeap(bytes);
    }

    long kilobytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum() / 1024;
    }

    /** The classes that take most more than they did, in kilobytes. */
    String growthSince(LiveHeap earlier) {
        Map<String, Long> growth = new HashMap<>();
        bytes.forEach((name, now) -> growth.put(name, (now - earlier.bytes.getOrDefault(name, 0L)) / 1024));
        return growth.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_CLASSES)
                .map(each -> String.format(Locale.ROOT, "%s %+,d", each.getKey(), each.getValue()))
                .collect(joining(", "));
    }
}
