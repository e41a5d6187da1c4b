package io.cdrstream.simulator.cdr;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The values from which the record schemas are put together. Equal salts draw equal values, which is how fields agree
 * with each other.
 */
final class Values {

    static final int DESTINATION = 1;
    private static final int REMOTE = 2;
    private static final int OWN = 3;
    private static final int PRICE = 4;

    private static final byte[] OWN_PREFIX = ascii("447700900");
    private static final byte[] LEG = ascii("-1");
    private static final byte[] UTC = ascii("+00:00");

    static final Value EMPTY = (v, out) -> {};
    static final Value ACCOUNT = (v, out) -> v.cdr().stream().account().write(out);
    static final Value ID = (v, out) -> v.cdr().stream().ids().write(v.cdr(), true, out);
    static final Value ID_DIGITS = (v, out) -> v.cdr().stream().ids().write(v.cdr(), false, out);
    static final Value START = (v, out) -> time(v.cdr().second(), out);
    static final Value END = (v, out) -> time(v.cdr().second() + v.duration(), out);
    static final Value DURATION = (v, out) -> out.number(v.duration());
    static final Value FINALISED = (v, out) -> {
        if (v.settled()) {
            time(v.cdr().second() + v.latency() / 1000, out);
        }
    };
    static final Value LATENCY = (v, out) -> {
        if (v.settled()) {
            out.number(v.latency());
        }
    };
    static final Value COUNTRY = (v, out) -> Destination.of(v.cdr()).country().write(out);
    static final Value COUNTRY_NAME =
            (v, out) -> Destination.of(v.cdr()).countryName().write(out);
    static final Value NETWORK = (v, out) -> Destination.of(v.cdr()).network().write(out);
    static final Value NETWORK_NAME =
            (v, out) -> Destination.of(v.cdr()).networkName().write(out);
    static final Value REMOTE_NUMBER =
            (v, out) -> Destination.of(v.cdr()).number(v.cdr().draw(REMOTE), out);
    static final Value OWN_NUMBER =
            (v, out) -> out.raw(OWN_PREFIX).digits(v.cdr().pick(OWN, 20), 3);
    static final Value CALL_ID = (v, out) -> callId(v.cdr(), v.cdr().ordinal(), out);

    /** Two neighbours share a call, as several text-to-speech or recognition events do. */
    static final Value SHARED_CALL_ID = (v, out) -> callId(v.cdr(), v.cdr().ordinal() >> 1, out);

    private Values() {}

    static Value is(String text) {
        byte[] bytes = ascii(text);
        return (v, out) -> out.raw(bytes);
    }

    static Value oneOf(int salt, String... texts) {
        List<byte[]> choices = List.of(texts).stream()
                .map(t -> t.getBytes(StandardCharsets.UTF_8))
                .toList();
        return (v, out) -> out.raw(choices.get(v.cdr().pick(salt, choices.size())));
    }

    /** One value while the CDR may still change, another once it is settled. */
    static Value settling(Value before, Value after) {
        return (v, out) -> (v.settled() ? after : before).write(v, out);
    }

    static Value uuid(int salt, String prefix) {
        byte[] start = ascii(prefix);
        return (v, out) -> {
            long high = v.cdr().draw(salt);
            long low = Mix.mix(high);
            out.raw(start).hex(high >>> 32, 8).write('-');
            out.hex(high >>> 16, 4).write('-');
            out.write('4');
            out.hex(high, 3).write('-');
            out.write('9');
            out.hex(low >>> 48, 3).write('-');
            out.hex(low, 12);
        };
    }

    static Value hex(int salt, int digits) {
        return (v, out) -> out.hex(v.cdr().draw(salt), digits);
    }

    static Value number(int salt, int from, int to) {
        return (v, out) -> out.number(from + v.cdr().pick(salt, to - from));
    }

    /**
     * A price per piece in hundred-millionths, spread by half around the given one; a later revision may restate it.
     */
    static Value price(long around) {
        return (v, out) -> out.money(amount(v, around));
    }

    /** What a call costs: its price a minute times its length. */
    static Value chargePerMinute(long around) {
        return (v, out) -> out.money(amount(v, around) * v.duration() / 60);
    }

    /** Nothing until the CDR is settled, then the price. */
    static Value priceOnceSettled(long around) {
        return settling(is("0"), price(around));
    }

    static void time(long second, JsonBytes out) {
        out.dateTime(second).raw(UTC);
    }

    private static void callId(Cdr cdr, int call, JsonBytes out) {
        long draw = Mix.mix(cdr.stream().salt() ^ cdr.second(), call + 1_000_000);
        out.hex(draw, 16).hex(Mix.mix(draw), 16).raw(LEG);
    }

    private static long amount(View view, long around) {
        long amount = around / 2 + Mix.below(view.cdr().draw(PRICE), (int) around);
        return view.settled() ? amount : amount - amount / 10;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
