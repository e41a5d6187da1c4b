package io.cdrstream.mutants;

/**
 * A change to one line that breaks an invariant.
 *
 * @param invariant what it breaks
 * @param source the class it changes
 * @param line the text that enforces the invariant; must stand in the source exactly once
 * @param mutated what stands there instead
 * @param test the test that has to notice
 */
record Mutant(String invariant, String source, String line, String mutated, String test) {

    @Override
    public String toString() {
        return invariant + ": " + source.substring(source.lastIndexOf('.') + 1) + " with " + mutated;
    }
}
