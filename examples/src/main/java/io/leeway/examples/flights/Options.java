package io.leeway.examples.flights;

import java.nio.file.Path;

/** What the command line asks for. */
record Options(Path out, boolean resume, long seed, boolean help, int days) {

    static final String USAGE = """
            usage: ./examples/flights [--out DIR] [--resume] [--seed N] [--days N]
              --out DIR   where the registry, the journal and the report go (default: leeway-run)
              --resume    go on after a run that was interrupted, with what it has registered
              --seed N    seed of everything random (default: 2013)
              --days N    stop after so many days of the year (default: 365)
            """;

    static Options parse(String... args) {
        Path out = Path.of("leeway-run");
        boolean resume = false;
        boolean help = false;
        long seed = 2013;
        int days = 365;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--out" -> out = Path.of(value(args, ++i));
                case "--resume" -> resume = true;
                case "--seed" -> seed = whole(args, ++i);
                case "--days" -> days = Math.toIntExact(whole(args, ++i));
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("unknown option " + args[i] + "\n" + USAGE);
            }
        }
        if (days < 60 || days > 365) {
            throw new IllegalArgumentException("--days must be 60 to 365, was " + days + "\n" + USAGE);
        }
        return new Options(out, resume, seed, help, days);
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
