package io.leeway.examples.onnx;

import io.leeway.evaluation.Evaluation;
import io.leeway.examples.console.Terminal;
import io.leeway.examples.console.TextTable;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Replay;
import io.leeway.monitoring.performance.ClusterIntervals;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import io.leeway.pipeline.Candidate;
import io.leeway.pipeline.PipelineRun;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.classification.Label;

/** How the candidates of a run did on the flights held out: one row a candidate. */
final class CandidateTable {
    private static final double NANOS_A_MICROSECOND = 1e3;

    private final PipelineRun<Flight, Label> run;
    private final List<Flight> heldOut;
    private final Map<String, String> frameworks = new HashMap<>();

    CandidateTable(PipelineRun<Flight, Label> run, List<Flight> heldOut) {
        this.run = run;
        this.heldOut = heldOut;
        for (HandedOver each : HandedOver.values()) {
            frameworks.put(each.candidate(), each.framework());
        }
    }

    void print(Terminal terminal) {
        PrintStream out = terminal.out();
        out.printf(
                Locale.ROOT,
                "All five were trained on January to March. Judged by %,d flights of the%nthree weeks up to 6 June, which none has seen:%n%n%s%n",
                run.holdOutRows(),
                table());
        out.print("""
                ±: 95 % interval, by whole days. µs/row: median of a short loop on
                this machine, to give an idea; it is no benchmark.

                """);
    }

    private TextTable table() {
        TextTable table =
                new TextTable("candidate", "framework", "gates", "log loss", "ROC AUC", "served by", "µs/row");
        for (Candidate<Flight, Label> each : run.candidates()) {
            MetricIntervals of = intervals(each.evaluation());
            table.row(
                    each.name(),
                    frameworks.getOrDefault(each.name(), "Tribuo"),
                    each.passed() ? "passed" : "failed",
                    estimate(of.get("logLoss"), 3),
                    estimate(of.get("rocAuc"), 2),
                    each.model().scorer().path().compiled() ? "flat arrays" : "ONNX Runtime",
                    TextTable.number(Latency.median(each.model(), heldOut) / NANOS_A_MICROSECOND, 1));
        }
        return table;
    }

    /** Flights of one day share their weather. */
    private MetricIntervals intervals(Evaluation evaluation) {
        int rows = evaluation.rows();
        double[] scores = new double[rows];
        boolean[] late = new boolean[rows];
        long[] millis = new long[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = evaluation.score(i);
            late[i] = heldOut.get(i).late();
            millis[i] = heldOut.get(i).scheduled().toEpochMilli();
        }
        return ClusterIntervals.days(millis, Replay.NEW_YORK).classification(scores, late);
    }

    /** As many decimals in each row, so that rows can be compared. */
    private static String estimate(Interval interval, int decimals) {
        return TextTable.number(interval.estimate(), decimals) + " ±"
                + TextTable.number((interval.upper() - interval.lower()) / 2, decimals);
    }
}
