package io.leeway.examples.detectors;

import io.leeway.examples.console.TextTable;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.change.BaseDetector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures delay, misses and false alarms of the change detectors at equal false alarms: the sensitivity of each is chosen on streams
 * without a change, so that it has at most one false alarm in 10,000 rows; then it is tried on other streams with a change.
 */
public final class DetectorComparison {

    /** False alarms in {@link #UNIT} rows. */
    static final double TARGET = 1;

    /** Rows after a change within which it has to be detected; a miss counts as a delay of so many. */
    static final int REACTION = 4_000;

    private static final double UNIT = 10_000;
    private static final int QUIET = 10_000;
    private static final int EARLIEST = 4_000;
    private static final int LATEST = 6_000;
    private static final int WIDTH = 1_000;
    private static final int STEPS = 14;
    private static final int CALIBRATION = 100;
    private static final int TRIALS = 400;
    private static final long TRIAL_SEED = 1_000_000;

    private final ErrorStream stream;
    private final List<double[]> quiet = new ArrayList<>();
    private final List<double[]> changing = new ArrayList<>();
    private final int[] changes;

    /**
     * What a detector did on the streams with a change.
     *
     * @param setting the power of ten of its option
     * @param delay mean rows from the change to its detection
     * @param misses changes that were not detected within {@link #REACTION} rows
     * @param falseAlarms before the change, in 10,000 rows
     */
    record Outcome(double setting, double delay, int misses, double falseAlarms) {}

    DetectorComparison(ErrorStream stream, int calibration, int trials) {
        this.stream = stream;
        for (int i = 0; i < calibration; i++) {
            quiet.add(stream.errors(i, QUIET, QUIET));
        }
        changes = new int[trials];
        for (int i = 0; i < trials; i++) {
            changes[i] = new SplittableRandom(i).nextInt(EARLIEST, LATEST);
            changing.add(stream.errors(TRIAL_SEED + i, changes[i] + REACTION, changes[i]));
        }
    }

    private double falseAlarms(Contestant contestant, double k) {
        long alarms = 0;
        for (double[] errors : quiet) {
            BaseDetector detector = contestant.detector().apply(k);
            for (double error : errors) {
                alarms += Contestant.alarms(detector, error) ? 1 : 0;
            }
        }
        return UNIT * alarms / ((double) quiet.size() * QUIET);
    }

    /** The most sensitive setting that keeps the target, by bisection. */
    private double calibrate(Contestant contestant) {
        double low = contestant.least();
        double high = contestant.greatest();
        for (int i = 0; i < STEPS && low < high; i++) {
            double middle = (low + high) / 2;
            if (falseAlarms(contestant, middle) <= TARGET) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    Outcome outcome(Contestant contestant) {
        double k = calibrate(contestant);
        double delays = 0;
        int misses = 0;
        long alarms = 0;
        long rows = 0;
        for (int i = 0; i < changes.length; i++) {
            BaseDetector detector = contestant.detector().apply(k);
            double[] errors = changing.get(i);
            int delay = -1;
            for (int row = 0; row < errors.length && delay < 0; row++) {
                if (Contestant.alarms(detector, errors[row])) {
                    if (row < changes[i]) {
                        alarms++;
                    } else {
                        delay = row - changes[i];
                    }
                }
            }
            rows += changes[i];
            misses += delay < 0 ? 1 : 0;
            delays += delay < 0 ? REACTION : delay;
        }
        return new Outcome(k, delays / changes.length, misses, UNIT * alarms / rows);
    }

    /** The eight generated streams. */
    static List<ErrorStream> generated() {
        List<ErrorStream> streams = new ArrayList<>();
        for (Generator generator : Generator.values()) {
            streams.add(new ErrorStream.Generated(generator, 0));
            streams.add(new ErrorStream.Generated(generator, WIDTH));
        }
        return streams;
    }

    private static List<ErrorStream> all() throws IOException {
        List<ErrorStream> streams = generated();
        Year year = Year.read();
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < year.size(); i++) {
            flights.add(year.flight(i));
        }
        for (RealFlights each : RealFlights.values()) {
            streams.add(each.of(flights));
        }
        streams.add(RealStream.storms());
        streams.add(RealStream.bicycles());
        return streams;
    }

    static String cell(Outcome outcome) {
        return String.format(Locale.ROOT, "%.0f / %d / %.2f", outcome.delay(), outcome.misses(), outcome.falseAlarms());
    }

    /**
     * Prints the table: for each stream and detector the mean delay, the misses and the false alarms in 10,000 rows.
     *
     * @param args the number of streams to calibrate with and to try, 100 and 400 by default, and what the names of the streams contain
     * @throws IOException if the real rows cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 1 || args.length > 3) {
            System.err.println(
                    "usage: ./examples/compare-detectors [streams to calibrate with, streams to try [name]]");
            System.exit(2);
            return;
        }
        int calibration = args.length == 0 ? CALIBRATION : Integer.parseInt(args[0]);
        int trials = args.length == 0 ? TRIALS : Integer.parseInt(args[1]);
        List<Contestant> contestants = Contestant.all();
        String name = args.length == 3 ? args[2] : "";
        for (ErrorStream stream :
                all().stream().filter(each -> each.name().contains(name)).toList()) {
            DetectorComparison comparison = new DetectorComparison(stream, calibration, trials);
            TextTable table = new TextTable("detector", "10^k", "delay", "misses", "false alarms");
            System.out.println(comparison.stream.name());
            for (Contestant contestant : contestants) {
                Outcome outcome = comparison.outcome(contestant);
                table.row(
                        contestant.name(),
                        number("%.2f", outcome.setting()),
                        number("%.0f", outcome.delay()),
                        String.valueOf(outcome.misses()),
                        number("%.2f", outcome.falseAlarms()));
            }
            System.out.println(table);
        }
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
