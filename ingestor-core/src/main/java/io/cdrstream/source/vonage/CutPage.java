package io.cdrstream.source.vonage;

import io.cdrstream.source.ApiDate;
import org.jspecify.annotations.Nullable;

/** A 200 whose body did not arrive whole: the page may have been charged for. */
final class CutPage extends Exception {

    private final @Nullable ApiDate date;
    private final Throwable reason;

    CutPage(@Nullable ApiDate date, Throwable reason) {
        super(null, reason, false, false);
        this.date = date;
        this.reason = reason;
    }

    @Nullable
    ApiDate date() {
        return date;
    }

    Throwable reason() {
        return reason;
    }
}
