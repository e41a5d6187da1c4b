package io.cdrstream.source.vonage;

import io.cdrstream.model.ApiTime;
import io.cdrstream.source.ApiDate;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer, as far as it was read.
 *
 * @param nanos when its head arrived, {@link System#nanoTime}
 * @param body decompressed; null if it was not read to its end
 */
record Reply(int status, HttpHeaders headers, long nanos, byte @Nullable [] body) {

    Reply whole(byte @Nullable [] body) {
        return new Reply(status, headers, nanos, body);
    }

    @Nullable
    ApiDate date() {
        Instant date = ApiTime.ofHeader(headers.get("Date"));
        return date == null ? null : new ApiDate(date, nanos);
    }
}
