package io.leeway.examples.flights;

import io.leeway.examples.console.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Compares the estimate of {@code Conditions.trainingGain()} for a model that is adapted and never trained again with what trainings then gained: by how much the answers
 * of the same adaptation above models that were trained again lost less in the 30 days that followed.
 */
final class TrainingGains {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    private final Year year;

    TrainingGains(Year year) {
        this.year = year;
    }

    /** Losses of one kind of answers between two moments. */
    private record Losses(double mean, double entropy) {
        double skill() {
            return 1 - mean / entropy;
        }
    }

    private Losses losses(double[] of, Instant from, Instant to) {
        double sum = 0;
        int rows = 0;
        int late = 0;
        for (int i = 0; i < of.length; i++) {
            Instant at = year.flight(i).scheduled();
            if (!Double.isNaN(of[i]) && !at.isBefore(from) && at.isBefore(to)) {
                sum += of[i];
                rows++;
                late += year.flight(i).late() ? 1 : 0;
            }
        }
        double rate = (double) late / rows;
        return new Losses(sum / rows, -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate));
    }

    /**
     * Makes the table.
     *
     * @param never the loss of each answer of the model that is never trained again
     * @param others those of models that are
     */
    TextTable table(double[] never, double[]... others) {
        Instant start = Replay.lookOnDay(FlightsLoop.FIRST_DAY);
        double young = losses(never, start, start.plus(WEEK)).skill();
        TextTable table = new TextTable("from", "estimate", "monthly gained", "Leeway gained");
        for (Instant at = start.plus(MONTH); at.plus(MONTH).isBefore(Replay.lookOnDay(366)); at = at.plus(MONTH)) {
            Losses now = losses(never, at.minus(WEEK), at);
            String[] cells = new String[2 + others.length];
            cells[0] = at.toString().substring(0, 10);
            cells[1] = nats(now.entropy * (young - now.skill()));
            for (int k = 0; k < others.length; k++) {
                cells[2 + k] =
                        nats(losses(never, at, at.plus(MONTH)).mean - losses(others[k], at, at.plus(MONTH)).mean);
            }
            table.row(cells);
        }
        return table;
    }

    private static String nats(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
