package io.leeway.examples.onnx;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Traffic;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.report.EventKind;
import io.leeway.pipeline.Candidate;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.serving.LiveModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tribuo.classification.Label;

/**
 * The same pipeline on newer flights; if a candidate beats the champion, it takes over while another thread goes on asking.
 *
 * <p>Both windows were chosen with sight of the figures: with 60 days to learn from and three weeks to be judged by, the champion stays.
 */
final class Replacement {
    private static final Duration TRAINED_ON = Duration.ofDays(30);
    private static final Duration HELD_OUT = Duration.ofDays(14);
    private static final long SEED = 2013;

    private final Year year;
    private final Pipeline<Flight, Label> pipeline;
    private final Month month;
    private final LiveModel<Flight, Label> live;

    Replacement(Year year, Pipeline<Flight, Label> pipeline, Month month) {
        this.year = year;
        this.pipeline = pipeline;
        this.month = month;
        this.live = month.live();
    }

    void carryOut(Instant now) {
        Traffic traffic = new Traffic(live, year, 1, SEED);
        try {
            challenge(now);
        } finally {
            // Throws if a prediction failed.
            traffic.close();
        }
        String versions = live.answersByVersion().entrySet().stream()
                .filter(answers -> answers.getValue() > 0)
                .map(answers -> "v" + answers.getKey())
                .collect(Collectors.joining(" and "));
        month.say(
                EventKind.NOTE,
                "Traffic",
                "another thread asked all the while: answered by " + versions + ", no prediction failed.");
    }

    private void challenge(Instant now) {
        List<Flight> heldOut = year.labelledAt(now, HELD_OUT).toList();
        List<Flight> training = year.labelledAt(now.minus(HELD_OUT), TRAINED_ON).toList();
        PipelineRun<Flight, Label> run = pipeline.run(training, heldOut);
        month.say(
                EventKind.TRAINED,
                "tribuo",
                String.format(
                        Locale.ROOT,
                        "again, on the %,d flights of 30 days; the two newest weeks, %,d flights, judge all five.",
                        run.trainingRows(),
                        run.holdOutRows()));
        if (run.winner().isPresent()) {
            replace(run, run.winner().get(), heldOut.get(0));
        } else {
            month.say(EventKind.REJECTED, "challenger", run.explanation());
        }
        run.candidates().forEach(each -> each.model().close());
    }

    private void replace(PipelineRun<Flight, Label> run, Candidate<Flight, Label> winner, Flight flight) {
        int before = live.version().number();
        double answered = live.score(flight);
        pipeline.promote(run);
        live.refresh();
        month.rebase(run.holdOutProfile());
        // The last gate of the pipeline is the comparison with the champion.
        String reason = winner.gates().get(winner.gates().size() - 1).explanation();
        month.say(EventKind.PROMOTED, "v" + live.version().number() + ", " + winner.name(), reason + ".");

        live.rollBack("to show that it can be done");
        boolean same = Double.compare(live.score(flight), answered) == 0;
        month.say(
                EventKind.ROLLED_BACK,
                "v" + live.version().number(),
                "by one call; it answers " + (same ? "to the bit" : "not") + " what it answered before.");

        int after = run.version().orElseThrow().number();
        live.switchTo(before, after, "the comparison stands");
        month.say(EventKind.PROMOTED, "v" + live.version().number(), "again. The audit trail has every move.");
    }
}
