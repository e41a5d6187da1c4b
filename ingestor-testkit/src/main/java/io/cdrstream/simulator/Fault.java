package io.cdrstream.simulator;

/**
 * Something that goes wrong with one answer. No fault takes a record away for good: the same request, sent again, tells
 * the truth.
 */
public enum Fault {
    /** 500 with a problem body. */
    SERVER_ERROR(Kind.INSTEAD),
    /** 503 with {@code Retry-After}. */
    UNAVAILABLE(Kind.INSTEAD),
    /** 429 although the bucket is not empty. */
    THROTTLED(Kind.INSTEAD),
    /** 401 although the credentials are right. */
    UNAUTHORIZED(Kind.INSTEAD),
    /** 403 although the account may be read. */
    FORBIDDEN(Kind.INSTEAD),
    /** A page for people, with status 200. */
    HTML_OK(Kind.INSTEAD),
    /** A page for people, with status 502. */
    HTML_BAD_GATEWAY(Kind.INSTEAD),
    /** 302 to the foreign host. */
    FOREIGN_REDIRECT(Kind.INSTEAD),
    /** The cursor is refused as expired. Applies to requests with a cursor. */
    CURSOR_EXPIRED(Kind.INSTEAD),
    /** The body breaks off inside the records but claims to be whole: not JSON. */
    INVALID_JSON(Kind.PAGE),
    /** An extra element of the page is a number instead of an object. */
    RECORD_NOT_OBJECT(Kind.PAGE),
    /** An extra record holds an escape that JSON does not have; it ends where it seems to. */
    RECORD_NOT_JSON(Kind.PAGE),
    /** An extra record has no id. */
    RECORD_WITHOUT_ID(Kind.PAGE),
    /** An extra record has dates that cannot be. */
    RECORD_ABSURD_DATE(Kind.PAGE),
    /** The last record of the page before comes again; on a first page its own first record comes twice. */
    DUPLICATE_RECORD(Kind.PAGE),
    /** The next link points to the foreign host. Applies to pages with a next. */
    FOREIGN_NEXT(Kind.PAGE),
    /** The next cursor leads to this page again. Applies to requests with a cursor whose page has a next. */
    REPEATED_CURSOR(Kind.PAGE),
    /** {@code items_count} is one too high. */
    WRONG_ITEMS_COUNT(Kind.PAGE),
    /** The page says TRUNCATED but has no cursor and no next link. */
    TRUNCATED_WITHOUT_CURSOR(Kind.PAGE),
    /** The {@code Date} header is hours off. */
    WRONG_DATE(Kind.PAGE),
    /** Blanks blow the body up beyond any sensible limit. */
    OVERSIZED_BODY(Kind.PAGE),
    /** The connection is reset before the first byte of an answer. */
    RESET(Kind.TRANSPORT),
    /** The connection is closed in the middle of the body. */
    CUT_BODY(Kind.TRANSPORT),
    /** The body stops in the middle and the connection stays open. */
    STALL(Kind.TRANSPORT),
    /** The body arrives in small pieces, slowly but whole. */
    SLOW_DRIP(Kind.TRANSPORT);

    enum Kind {
        /** The answer comes instead of a page: no record is returned, none is billed. */
        INSTEAD,
        /** A page is read and billed, and something in it is wrong. */
        PAGE,
        /** A page is read and billed, and its way to the client is disturbed. */
        TRANSPORT
    }

    private final Kind kind;

    Fault(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
