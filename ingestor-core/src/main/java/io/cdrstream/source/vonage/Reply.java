package io.cdrstream.source.vonage;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer, read to its end.
 *
 * @param body decompressed; null if it is larger than the limit, and then it was not read on
 */
record Reply(int status, HttpHeaders headers, byte @Nullable [] body) {

    @Nullable
    Instant date() {
        return ApiTime.ofHeader(headers.get("Date"));
    }
}
