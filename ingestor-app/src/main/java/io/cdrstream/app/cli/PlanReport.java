package io.cdrstream.app.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the plans of a configuration cost a day, once its streams are older than their plans. As JSON it is written as
 * it stands here.
 *
 * @param next what single streams will do in the next days, if somebody asked for it
 * @param ended streams whose end has passed, which are left out of what a day costs; in the next days their later
 *     passes may still cost something
 * @param without streams of whose traffic nothing is known, which are left out
 */
record PlanReport(List<OfCredential> credentials, List<OfStream> next, List<String> ended, List<String> without) {

    static final int DAYS_A_MONTH = 30;
    private static final double SECONDS_A_DAY = 86_400;

    /** If revisits and follow-ups need more of the budget, first passes leave them too little. */
    static final double MOST_AGAIN = 0.8;

    /**
     * @param feePerRecord euros, were the tariff not flat
     * @param flatPrice euros a month, were it flat
     * @param budget requests a second that the configuration allows
     * @param presets the same if every stream asked for this one
     */
    record OfCredential(
            String credential,
            String tariff,
            BigDecimal feePerRecord,
            double flatPrice,
            double budget,
            List<OfProduct> products,
            Total total,
            Map<String, Total> presets) {

        /** What later passes and follow-ups need of the budget. */
        double requestsAgainPerSecond() {
            double first = products.stream()
                    .mapToDouble(product -> product.passes().get(0).requests())
                    .sum();
            return (total.requests() - first) / SECONDS_A_DAY;
        }

        /** Whether the flat price is less than what these records cost in a month. */
        boolean isFlatCheaper() {
            return flatPrice < total.euros() * DAYS_A_MONTH;
        }
    }

    /** Whether nothing is known of any stream. */
    boolean isEmpty() {
        return ended.isEmpty()
                && credentials.stream()
                        .allMatch(credential -> credential.products().isEmpty());
    }

    /**
     * A stream in the next days.
     *
     * @param running days that it has been read for until now
     * @param days how many are foretold
     * @param records that will be paid for in them
     * @param euros at the fee for a record
     */
    record OfStream(String stream, double running, int days, double records, double requests, double euros) {}

    /**
     * Streams of one product with the same plan.
     *
     * @param freshSeconds how old a record is on average when the first pass shows it
     */
    record OfProduct(String product, String plan, int streams, double freshSeconds, List<OfPass> passes, Total total) {}

    /**
     * A pass, for a day.
     *
     * @param sampled what an audit reads of a block in which it finds nothing; 1 for all other passes
     * @param found the part of the records that it is the first to see
     */
    record OfPass(
            String pass, String age, double sampled, double requests, double records, double euros, double found) {}

    /**
     * All passes, for a day.
     *
     * @param distinct records that happen
     * @param records that are paid for
     * @param euros at the fee for a record
     * @param complete the part of the records that is found
     */
    record Total(double distinct, double records, double requests, double euros, double complete) {

        static final Total NOTHING = new Total(0, 0, 0, 0, 1);

        Total plus(Total other) {
            double both = distinct + other.distinct;
            return new Total(
                    both,
                    records + other.records,
                    requests + other.requests,
                    euros + other.euros,
                    both == 0 ? 1 : (complete * distinct + other.complete * other.distinct) / both);
        }

        /** Billed ÷ distinct. */
        double factor() {
            return distinct == 0 ? 0 : records / distinct;
        }

        double requestsPerSecond() {
            return requests / SECONDS_A_DAY;
        }
    }
}
