package io.cdrstream.flow;

/** Pages of a task whose charges no other task stores. */
final class HeldBy {

    private HeldBy() {}

    static HeldPages task(int number) {
        return new HeldPages(number, new OwedCharges((charge, from, to) -> {
            throw new AssertionError("there is no other task");
        }));
    }
}
