package io.leeway.cli;

/** What a command tells its shell; documented in {@code leeway --help}. */
final class ExitCode {
    static final int FINE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int FINDING = 3;

    private ExitCode() {}
}
