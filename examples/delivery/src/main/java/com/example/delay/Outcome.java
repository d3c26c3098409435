package com.example.delay;

/**
 * What came of a stage.
 *
 * @param exitCode what the shell is told; the same codes as those of Leeway's command line
 * @param text what is printed, and written to the summary
 */
record Outcome(int exitCode, String text) {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int FOUND = 3;

    static Outcome done(String text) {
        return new Outcome(DONE, text);
    }

    static Outcome doneIf(boolean fine, String text) {
        return new Outcome(fine ? DONE : FOUND, text);
    }
}
