package io.cdrstream.source.vonage;

import io.cdrstream.source.ApiDate;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer, read to its end.
 *
 * @param nanos when its head arrived, {@link System#nanoTime}
 * @param body decompressed; null if it is larger than the limit, and then it was not read on
 */
record Reply(int status, HttpHeaders headers, long nanos, byte @Nullable [] body) {

    @Nullable
    ApiDate date() {
        Instant date = ApiTime.ofHeader(headers.get("Date"));
        return date == null ? null : new ApiDate(date, nanos);
    }
}
