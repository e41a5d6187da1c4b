package io.cdrstream.simulator;

/**
 * What the faults put into a page. The extra element is made of the page's first record, so that the same page is
 * spoilt the same way.
 */
final class Tampering {

    private Tampering() {}

    /** The extra element a fault adds to a page; empty for faults that add none. */
    static String extra(Fault fault, Page page) {
        return switch (fault) {
            case RECORD_NOT_OBJECT -> "42";
            case RECORD_NOT_JSON -> another(page.first()).replaceFirst("\\{", "{\"broken\":\"\\\\x\",");
            case RECORD_WITHOUT_ID -> another(page.first()).replaceFirst(",\"id\":\"[^\"]*\"", "");
            case RECORD_ABSURD_DATE ->
                another(page.first())
                        .replaceAll("\\d{4}-\\d\\d?-\\d\\d?([T ])\\d\\d:\\d\\d:\\d\\d", "9999-99-99$199:99:99");
            default -> "";
        };
    }

    /** A record like this one under an id that no true record has. */
    private static String another(String record) {
        int start = record.indexOf(",\"id\":\"") + 7;
        String id = record.substring(start, record.indexOf('"', start));
        return record.replace(id, "bad0bad0" + id.substring(8));
    }
}
