package io.cdrstream.simulator;

import java.util.List;

/** Why a request gets no page: what the body of the answer says. */
record Problem(int status, String type, String title, String detail, List<Invalid> invalid) implements Parsed {

    /** A parameter that is wrong, and why. */
    record Invalid(String name, String reason) {}

    private static final String ERRORS = "https://developer.vonage.com/api-errors";

    static Problem unauthorized() {
        return plain(401, "#unauthorized", "Unauthorized", "The key or the secret is wrong.");
    }

    static Problem unprovisioned(String product) {
        return plain(401, "#unprovisioned", "Unprovisioned", "This account has no access to " + product + ".");
    }

    static Problem forbidden() {
        return plain(403, "#forbidden", "Forbidden", "This key may not read the records of that account.");
    }

    static Problem throttled() {
        return plain(429, "#throttled", "Too Many Requests", "Slow down and try again after the time given.");
    }

    static Problem serverError(int status) {
        return plain(status, "#internal", "Something went wrong", "Try again later.");
    }

    static Problem invalidFilter(String detail) {
        return plain(422, "/reports#invalid-filter", "Invalid filter", detail);
    }

    static Problem invalidParameters(List<Invalid> invalid) {
        return new Problem(
                422,
                ERRORS + "#validation",
                "Unprocessable entity",
                "The request has " + invalid.size() + " invalid parameter(s).",
                invalid);
    }

    static Problem invalidParameter(String name, String reason) {
        return invalidParameters(List.of(new Invalid(name, reason)));
    }

    static Problem cursorExpired() {
        return invalidParameter("cursor", "Expired");
    }

    static Problem notFound() {
        return plain(404, "#not-found", "Not found", "There is nothing here but GET /v2/reports/records.");
    }

    private static Problem plain(int status, String type, String title, String detail) {
        return new Problem(status, ERRORS + type, title, detail, List.of());
    }
}
