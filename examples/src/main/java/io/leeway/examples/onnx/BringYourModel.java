package io.leeway.examples.onnx;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.rocAuc;

import io.leeway.examples.console.Terminal;
import io.leeway.examples.flights.EventClock;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Replay;
import io.leeway.examples.flights.Year;
import io.leeway.model.ModelException;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineBuilder;
import io.leeway.pipeline.PipelineException;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.classification.Label;

/**
 * Five candidates of four frameworks in one pipeline: gated, served for four weeks of flights, watched, replaced and rolled back.
 *
 * <p>June was chosen because much changes in it. Four weeks that begin in April end otherwise: the same challenger is no better than the
 * champion then, and the gate holds it back.
 */
public final class BringYourModel {
    /** The model's name in the registry. */
    static final String MODEL = "flight-delay";

    /** Midnight in New York: all five are trained on what was scheduled from January on and before it. */
    private static final Instant END_OF_TRAINING = Instant.parse("2013-04-01T04:00:00Z");

    /** 6 June, a Thursday: windows of a week begin on Thursdays. */
    private static final int FIRST_DAY = 156;

    /** 4 July. */
    private static final int LAST_DAY = 184;

    /** Whole weeks, and days enough for intervals by days. */
    private static final Duration HELD_OUT = Duration.ofDays(21);

    private static final String USAGE = """
            usage: ./examples/bring-your-model
              Trains Tribuo's logistic regression on the flights of January to March, and
              lets it compete with models that scikit-learn, PyTorch and Keras trained on
              the same flights. Serves the best of them in June, watches it, replaces it
              and goes back. Needs half a minute, 512 MB of memory, no network.
            """;

    // Tribuo tells each training at INFO. Held strongly, or the level would be forgotten with the logger.
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private BringYourModel() {}

    /**
     * Runs the example.
     *
     * @param args nothing, or {@code --help}
     */
    public static void main(String[] args) {
        if (args.length > 0) {
            boolean help = List.of("--help", "-h").contains(args[0]);
            (help ? System.out : System.err).print((help ? "" : "unknown option " + args[0] + "\n") + USAGE);
            System.exit(help ? 0 : 2);
        }
        try {
            run(Terminal.detect());
        } catch (PipelineException | ModelException e) {
            System.err.println("The run ended early: " + e.getMessage());
            System.exit(1);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The flights or a model cannot be read: " + e);
            System.exit(1);
        }
    }

    static void run(Terminal terminal) throws IOException {
        TRIBUO.setLevel(Level.WARNING);
        terminal.out().println("Reading the flights, training one candidate and loading four ...");
        Year year = Year.read();
        EventClock clock = new EventClock(Replay.lookOnDay(FIRST_DAY));
        try (ModelRegistry registry = MemoryRegistry.create(clock)) {
            Pipeline<Flight, Label> pipeline = pipeline(registry, clock);
            List<Flight> heldOut = year.labelledAt(clock.instant(), HELD_OUT).toList();
            PipelineRun<Flight, Label> run = pipeline.run(firstQuarter(year), heldOut);
            new CandidateTable(run, heldOut).print(terminal);
            pipeline.promote(run);
            // What serves is read from the registry.
            run.candidates().forEach(each -> each.model().close());
            try (Month month = new Month(year, clock, registry, run.holdOutProfile(), terminal)) {
                month.tell(run);
                month.serve(FIRST_DAY, LAST_DAY);
                new Replacement(year, pipeline, month).carryOut(clock.instant());
            }
        }
    }

    /** One pipeline: what is trained here and what was handed over are candidates alike. */
    private static Pipeline<Flight, Label> pipeline(ModelRegistry registry, Clock clock) {
        PipelineBuilder<Flight, Label> pipeline = Pipeline.classification(MODEL, Flight.SCHEMA)
                .candidate("tribuo", Trainers::logisticRegression, Scaling.STANDARDIZED);
        for (HandedOver each : HandedOver.values()) {
            pipeline.candidate(each.candidate(), each.model());
        }
        return pipeline.gate(
                        logLoss().atMost(0.6),
                        rocAuc().atLeast(0.65),
                        better().than("champion").on(logLoss()).withConfidence(0.95))
                .register(registry)
                .clock(clock)
                .build();
    }

    private static List<Flight> firstQuarter(Year year) {
        Instant landed = END_OF_TRAINING.plus(Duration.ofDays(2));
        return year.labelledAt(landed, Duration.ofDays(365))
                .filter(flight -> flight.scheduled().isBefore(END_OF_TRAINING))
                .toList();
    }
}
