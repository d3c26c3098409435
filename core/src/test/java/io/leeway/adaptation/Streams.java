package io.leeway.adaptation;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Streams of rows and labels, friendly and hostile, and what an adapter loses on them. */
final class Streams {
    private Streams() {}

    record Row(double size, double age, @Nullable String colour, boolean label) {}

    static final Schema<Row> SCHEMA = Schema.of(Row.class).response("label");

    /** Who decides on the labels. */
    enum Labels {
        RANDOM,
        ALTERNATING,
        CONSTANT,
        /** Blocks as long as the delay: whoever trusts the newest labels is always wrong. */
        BLOCKS,
        /** The opposite of what the champion holds likely. */
        FLIPPED,
        /** What the features say, and the champion does not know. */
        LEARNABLE,
        /** Whatever costs the answer most, compared with the champion. */
        HOSTILE,
        /** Whatever costs the answer most. */
        CRUEL;

        boolean of(int i, int delay, Row row, double champion, double answer, SplittableRandom random) {
            return switch (this) {
                case RANDOM -> random.nextBoolean();
                case ALTERNATING -> i % 2 == 0;
                case CONSTANT -> true;
                case BLOCKS -> i / (delay + 1) % 2 == 0;
                case FLIPPED -> champion < 0.5;
                case LEARNABLE -> random.nextDouble() < 1 / (1 + Math.exp(-2 * row.size));
                case HOSTILE -> answer < champion;
                case CRUEL -> answer < 0.5;
            };
        }
    }

    static Row row(SplittableRandom random) {
        String[] colours = {"red", "green", "blue", "violet", null};
        double size = random.nextInt(20) == 0 ? Double.NaN : 4 * random.nextDouble() - 2;
        return new Row(size, 100 * random.nextDouble(), colours[random.nextInt(colours.length)], false);
    }

    static Profile profile() {
        SplittableRandom random = new SplittableRandom(7);
        List<Row> rows = new ArrayList<>();
        while (rows.size() < 500) {
            Row row = row(random);
            if (!"violet".equals(row.colour)) {
                rows.add(row);
            }
        }
        return Profiler.of(SCHEMA).addAll(rows).profile();
    }

    /** What was lost: at the worst moment, and at the end. */
    record Outcome(double worstExcess, double worstShareOfGuarantee, AdaptationStanding standing) {}

    /** Runs a stream; each label comes after {@code delay} more rows, or, if {@code shuffled}, any time until then. The
     * champion of an even seed always says 0.5, so that it cannot be blamed. */
    static Outcome run(Adapter<Row> adapter, Labels labels, int rows, int delay, boolean shuffled, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Deque<long[]>> due = new ArrayList<>();
        for (int i = 0; i <= rows + delay; i++) {
            due.add(new ArrayDeque<>());
        }
        double worst = Double.NEGATIVE_INFINITY;
        double share = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows + delay + 1; i++) {
            if (i < rows) {
                Row row = row(random);
                double wild = random.nextInt(50) == 0 ? random.nextInt(2) : random.nextDouble();
                double champion = seed % 2 == 0 ? 0.5 : wild;
                double answer = adapter.predict(i, row, champion);
                boolean label = labels.of(i, delay, row, champion, answer, random);
                int wait = shuffled ? random.nextInt(delay + 1) : delay;
                due.get(i + wait).add(new long[] {i, label ? 1 : 0});
            }
            for (long[] each : due.get(i)) {
                adapter.label(each[0], each[1] == 1);
                AdaptationStanding now = adapter.standing();
                worst = Math.max(worst, now.excess());
                share = Math.max(share, now.excess() / now.guarantee());
            }
        }
        return new Outcome(worst, share, adapter.standing());
    }

    /** Answers by several threads whose labels come in batches, and are learnt by an executor whenever it has time: all in one thread, by chance. */
    static double runInTurns(Adapter<Row> adapter, Labels labels, int rows, int delay, boolean executor, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Deque<Runnable> tasks = new ArrayDeque<>();
        Deque<double[]> waiting = new ArrayDeque<>();
        double excess = 0;
        double share = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            Row row = row(random);
            double champion = seed % 2 == 0 ? 0.5 : random.nextDouble();
            CorrectedScore answer = adapter.correct(adapter.revision(), row, champion);
            if (random.nextInt(3) == 0) {
                runOne(tasks);
            }
            if (adapter.admit(answer)) {
                runOne(tasks);
            }
            while (!adapter.keep(i, answer)) {
                answer = adapter.correct(adapter.revision(), row, champion);
            }
            boolean label = labels.of(i, delay, row, champion, answer.answer(), random);
            waiting.add(new double[] {i, label ? 1 : 0, answer.answer(), Logistic.clip(champion)});
            int come = waiting.size() > delay ? random.nextInt(waiting.size()) : 0;
            for (int k = 0; k < come; k++) {
                double[] known = waiting.remove();
                boolean is = known[1] == 1;
                if (executor) {
                    adapter.label((long) known[0], is, tasks::add);
                } else {
                    adapter.label((long) known[0], is);
                }
                excess += Logistic.loss(known[2], is) - Logistic.loss(known[3], is);
                share = Math.max(share, excess / adapter.standing().guarantee());
            }
        }
        while (!tasks.isEmpty()) {
            runOne(tasks);
        }
        AdaptationStanding end = adapter.standing();
        if (Math.abs(end.excess() - excess) > 1e-6) {
            throw new AssertionError("the adapter says " + end.excess() + " and not " + excess);
        }
        return share;
    }

    private static void runOne(Deque<Runnable> tasks) {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
    }
}
