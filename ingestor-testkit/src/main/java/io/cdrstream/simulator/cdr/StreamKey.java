package io.cdrstream.simulator.cdr;

/** Names a stream of CDRs. The direction is empty where the product has none. */
public record StreamKey(String account, String product, String direction) {

    /** The stream of a product that knows no direction. */
    public static StreamKey of(String account, String product) {
        return new StreamKey(account, product, "");
    }
}
