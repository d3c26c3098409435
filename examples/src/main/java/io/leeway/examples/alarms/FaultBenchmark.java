package io.leeway.examples.alarms;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;

import io.leeway.examples.console.TextTable;
import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.DriftDetector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Judges 43 weeks of flights against the eight weeks before each, as they are and with each fault at three strengths, by several detectors.
 */
public final class FaultBenchmark {
    private static final String[] STRENGTHS = {"weak", "medium", "full"};

    private final Weeks weeks;
    private final List<Fault> faults;

    FaultBenchmark(Weeks weeks, List<Fault> faults) {
        this.weeks = weeks;
        this.faults = faults;
    }

    /** Judges weeks, each as it is and with each fault. */
    Score score(Contestant contestant, int[] judged) {
        Score score = new Score(faults.size());
        IntStream.of(judged).parallel().forEach(index -> judge(contestant, index, score));
        return score;
    }

    private void judge(Contestant contestant, int index, Score score) {
        Contestant.Watch watch = contestant.learn(weeks.before(index));
        Table week = weeks.week(index);
        score.untouched(watch.alarms(week));
        for (int fault = 0; fault < faults.size(); fault++) {
            for (int strength = 0; strength < STRENGTHS.length; strength++) {
                Fault truth = faults.get(fault);
                score.faulty(fault, strength, truth, watch.alarms(truth.apply(week, strength, index)));
            }
        }
    }

    /** The detectors that the guide compares. */
    static List<Contestant> contestants() {
        double level = AlarmBudget.of(1, Duration.ofDays(365)).alphaFor(Duration.ofDays(7));
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new DriftContestant("psi", DriftDetector.of(psi()).withAlpha(level)));
        contestants.add(
                new DriftContestant("psi and ks", DriftDetector.of(psi(), ks()).withAlpha(level)));
        return contestants;
    }

    /** A line for each fault: the weeks in which it was found, and in which it came first, by strength. */
    String table(Score score) {
        TextTable table = new TextTable("fault", "weak", "medium", "full", "first, full");
        for (int i = 0; i < faults.size(); i++) {
            String[] cells = new String[5];
            cells[0] = faults.get(i).name();
            for (int strength = 0; strength < STRENGTHS.length; strength++) {
                cells[strength + 1] = percent(score.found(i, strength), score.weeks());
            }
            cells[4] = percent(score.first(i, 2), score.weeks());
            table.row(cells);
        }
        return table
                + String.format(
                        Locale.ROOT,
                        "untouched: %d alarms in %d weeks, %d weeks with one%nfaults found in 95%% of weeks: %d weak, %d medium, %d full of %d%n"
                                + "right feature first: %.1f%%%n",
                        score.falseAlarms(),
                        score.weeks(),
                        score.alarmedWeeks(),
                        score.mastered(0),
                        score.mastered(1),
                        score.mastered(2),
                        faults.size(),
                        100 * score.firstShare());
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.0f%%", 100.0 * part / whole);
    }

    /**
     * Prints a table for each detector.
     *
     * @param args names of detectors; none for all
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] args) throws IOException {
        FaultBenchmark benchmark = new FaultBenchmark(Weeks.read(), Fault.all());
        for (Contestant contestant : contestants()) {
            if (args.length == 0 || List.of(args).contains(contestant.name())) {
                Score score = benchmark.score(
                        contestant, IntStream.range(0, Weeks.JUDGED).toArray());
                System.out.println(contestant.name() + System.lineSeparator() + benchmark.table(score));
            }
        }
    }
}
