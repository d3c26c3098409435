package io.leeway.examples.flights;

import java.nio.file.Path;

/**
 * What the command line asks for.
 *
 * @param days how many days of the year are replayed, 60 to 365
 * @param boosted whether the candidates are boosted trees
 */
record Options(Path out, boolean resume, long seed, boolean help, int days, boolean boosted) {

    private static final int FEWEST_DAYS = 60;
    static final int DAYS_OF_THE_YEAR = 365;

    static final String USAGE = """
            usage: ./examples/flights [--out DIR] [--resume] [--seed N] [--days N] [--boosted]
              --out DIR   where the registry, the journal and the report go (default: leeway-run)
              --resume    go on after a run that was interrupted, with what it has registered
              --seed N    seed of everything random (default: 2013)
              --days N    stop after so many days of the year (default: 365)
              --boosted   with boosted trees as the candidates: a table of their losses instead of a report
            """;

    static Options parse(String... args) {
        Path out = Path.of("leeway-run");
        boolean resume = false;
        boolean help = false;
        long seed = 2013;
        boolean boosted = false;
        int days = DAYS_OF_THE_YEAR;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--out" -> out = Path.of(value(args, ++i));
                case "--resume" -> resume = true;
                case "--boosted" -> boosted = true;
                case "--seed" -> seed = whole(args, ++i);
                case "--days" -> days = days(whole(args, ++i));
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + args[i] + "\n" + USAGE);
            }
        }
        return new Options(out, resume, seed, help, days, boosted);
    }

    private static int days(long days) {
        if (days < FEWEST_DAYS || days > DAYS_OF_THE_YEAR) {
            throw new IllegalArgumentException("--days must be 60 to 365, was " + days + "\n" + USAGE);
        }
        return (int) days;
    }

    private static String value(String[] args, int i) {
        if (i >= args.length) {
            throw new IllegalArgumentException(args[i - 1] + " needs a value\n" + USAGE);
        }
        return args[i];
    }

    private static long whole(String[] args, int i) {
        String value = value(args, i);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(args[i - 1] + " needs a whole number, was " + value + "\n" + USAGE, e);
        }
    }
}
