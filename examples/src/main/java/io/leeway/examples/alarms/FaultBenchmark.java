package io.leeway.examples.alarms;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.DriftDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Judges 43 weeks of flights against the eight weeks before each, as they are and with each fault at three strengths, by several detectors.
 */
public final class FaultBenchmark {
    static final String UNTOUCHED = "untouched";
    static final String[] STRENGTHS = {"weak", "medium", "full"};

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
        List<String> untouched = watch.alarms(week);
        score.untouched(untouched);
        for (int fault = 0; fault < faults.size(); fault++) {
            for (int strength = 0; strength < STRENGTHS.length; strength++) {
                Fault truth = faults.get(fault);
                score.faulty(fault, strength, truth, watch.alarms(truth.apply(week, strength, index)), untouched);
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
        Contestant variation = new VariationContestant("natural variation", level);
        Contestant signatures = new SignatureContestant("signatures", level);
        contestants.add(variation);
        contestants.add(signatures);
        contestants.add(new TogetherContestant("all three", level));
        return contestants;
    }

    /** A line for each fault and strength, and one for the weeks that nobody touched. */
    List<String> lines(Contestant contestant, Score score) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(
                ",",
                contestant.name(),
                UNTOUCHED,
                "",
                String.valueOf(score.weeks()),
                String.valueOf(score.falseAlarms()),
                String.valueOf(score.alarmedWeeks()),
                ""));
        for (int i = 0; i < faults.size(); i++) {
            for (int strength = 0; strength < STRENGTHS.length; strength++) {
                lines.add(String.join(
                        ",",
                        contestant.name(),
                        faults.get(i).name(),
                        STRENGTHS[strength],
                        String.valueOf(score.weeks()),
                        String.valueOf(score.found(i, strength)),
                        String.valueOf(score.first(i, strength)),
                        String.valueOf(score.apart(i, strength))));
            }
        }
        return lines;
    }

    /**
     * Prints a line for each detector, fault and strength: in how many weeks the right feature was alarmed, was the first one, and was alarmed
     * though it would not have been without the fault. The lines of weeks that nobody touched have the alarms and the alarmed weeks instead.
     *
     * @param args names of detectors, none for all; {@code --untouched} for the weeks without a fault alone, {@code --bikes} for
     *     the rented bicycles; or {@code --export} and a folder, see {@link FaultExport}
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("--export")) {
            FaultExport.write(Path.of(args[1]));
            return;
        }
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean isUntouched = arguments.remove("--untouched");
        boolean isBikes = arguments.remove("--bikes");
        List<Fault> faults = isBikes ? BikeFaults.all() : Fault.all();
        FaultBenchmark benchmark =
                new FaultBenchmark(isBikes ? Weeks.bikes() : Weeks.read(), isUntouched ? List.of() : faults);
        System.out.println("detector,fault,strength,weeks,found,first,apart");
        for (Contestant contestant : contestants()) {
            if (arguments.isEmpty() || arguments.contains(contestant.name())) {
                Score score = benchmark.score(
                        contestant, IntStream.range(0, Weeks.JUDGED).toArray());
                benchmark.lines(contestant, score).forEach(System.out::println);
            }
        }
    }
}
