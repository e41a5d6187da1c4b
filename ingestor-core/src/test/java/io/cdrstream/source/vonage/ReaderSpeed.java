package io.cdrstream.source.vonage;

import io.cdrstream.source.Answer;
import java.net.URI;
import java.time.InstantSource;

/** Crude: how many megabytes a second one thread cuts into CDRs. */
final class ReaderSpeed {

    private static final int PAGES = 400;

    private ReaderSpeed() {}

    public static void main(String[] args) {
        byte[] body = Pages.bytes(Pages.records(1000));
        InstantSource clock = InstantSource.system();
        RecordsPageReader reader =
                new RecordsPageReader(clock, new ForeignLinks(URI.create("http://localhost"), clock, () -> {}));
        for (int round = 0; round < 8; round++) {
            long started = System.nanoTime();
            int records = 0;
            for (int i = 0; i < PAGES; i++) {
                Answer.Got got = (Answer.Got) reader.page(Pages.sms(), body, null);
                records += got.page().records().size();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    "%d bytes a page: %.0f MB/s, %.0f records/s%n",
                    body.length, (double) body.length * PAGES / seconds / 1e6, records / seconds);
        }
    }
}
