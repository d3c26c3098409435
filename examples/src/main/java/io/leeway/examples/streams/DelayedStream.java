package io.leeway.examples.streams;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.model.TrainedModel;
import io.leeway.online.OnlineAlgorithm;
import io.leeway.online.OnlineModel;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.tribuo.classification.Label;

/**
 * Rows in the order of time whose labels come some time later, and the moment at which a champion, trained on what was known until then,
 * begins to answer.
 *
 * @param name the stream
 * @param schema how rows are read
 * @param rows the rows
 * @param label the label of a row
 * @param delay how long after its time a row's label is known
 * @param start when the champion begins
 */
record DelayedStream<R>(
        String name, Schema<R> schema, List<R> rows, Predicate<R> label, Duration delay, Instant start) {
    /** The champions of which one answers. */
    static final List<String> CHAMPIONS = List.of("logistic", "random forest");

    private static final double LEAST = 1e-9;

    static DelayedStream<Storm> storms() throws IOException {
        return new DelayedStream<>(
                "storms",
                Storm.SCHEMA,
                PackagedRows.read(Storm.class, "storms.csv.gz"),
                Storm::stronger,
                Duration.ofHours(24),
                Instant.parse("1990-01-01T00:00:00Z"));
    }

    static DelayedStream<WeatherHour> weather() throws IOException {
        return new DelayedStream<>(
                "weather",
                WeatherHour.SCHEMA,
                PackagedRows.read(WeatherHour.class, "weather.csv.gz"),
                WeatherHour::rain,
                Duration.ofHours(6),
                Instant.parse("2013-03-01T05:00:00Z"));
    }

    /** Trains the champions on the rows whose labels are known at the start. */
    PipelineRun<R, Label> train() {
        return Pipeline.classification(name, schema)
                .candidate("logistic", Trainers::logisticRegression)
                .candidate("random forest", Trainers::randomForest)
                .build()
                .run(rows.stream()
                        .filter(row -> !schema.time(row).plus(delay).isAfter(start))
                        .toList());
    }

    /**
     * What came of an adaptation.
     *
     * @param standing after the last label
     * @param worstExcess the most nats by which the answers so far ever exceeded the champion's loss
     */
    record Outcome(AdaptationStanding standing, double worstExcess) {
        double champion() {
            return standing.champion().loss() / standing.labels();
        }

        double best() {
            return standing.best().loss() / standing.labels();
        }

        double adapted() {
            return standing.loss() / standing.labels();
        }
    }

    /** A row that waits, and by how much its answer loses more than the champion if the label is true, and if it is false. */
    private record Waiting<R>(R row, double ifTrue, double ifFalse) {
        static <R> Waiting<R> of(R row, double answer, double champion) {
            return new Waiting<>(row, Math.log(champion / answer), Math.log((1 - champion) / (1 - answer)));
        }
    }

    /** Answers the rows from the start on by a champion of a run and an adaptation on top. */
    Outcome adapt(PipelineRun<R, Label> run, String champion) {
        TrainedModel<R, Label> model = run.candidate(champion).model();
        Adapter<R> adapter = Adaptation.standard().adapter(schema, run.trainingProfile());
        double excess = 0;
        double worst = Double.NEGATIVE_INFINITY;
        Deque<Waiting<R>> waiting = new ArrayDeque<>();
        for (R row : rows) {
            Instant now = schema.time(row);
            while (!waiting.isEmpty()
                    && !schema.time(waiting.peek().row()).plus(delay).isAfter(now)) {
                excess += learn(adapter, waiting.remove());
                worst = Math.max(worst, excess);
            }
            if (!now.isBefore(start)) {
                double alone = Math.max(LEAST, Math.min(1 - LEAST, model.score(row)));
                waiting.add(Waiting.of(row, adapter.predict(schema.id(row), row, alone), alone));
            }
        }
        while (!waiting.isEmpty()) {
            excess += learn(adapter, waiting.remove());
            worst = Math.max(worst, excess);
        }
        return new Outcome(adapter.standing(), worst);
    }

    private double learn(Adapter<R> adapter, Waiting<R> waiting) {
        boolean actual = label.test(waiting.row());
        adapter.label(schema.id(waiting.row()), actual);
        return actual ? waiting.ifTrue() : waiting.ifFalse();
    }

    /** The log loss, from the start on, of a model that begins with nothing at the first row. */
    double online(OnlineAlgorithm algorithm) {
        OnlineModel<R> model =
                Pipeline.online(name, schema).algorithm(algorithm).build();
        Deque<R> waiting = new ArrayDeque<>();
        double sum = 0;
        int count = 0;
        for (R row : rows) {
            Instant now = schema.time(row);
            while (!waiting.isEmpty()
                    && !schema.time(waiting.peek()).plus(delay).isAfter(now)) {
                R labelled = waiting.remove();
                model.label(schema.id(labelled), label.test(labelled));
            }
            double answer = Math.max(LEAST, Math.min(1 - LEAST, model.predict(row)));
            waiting.add(row);
            if (!now.isBefore(start)) {
                sum -= Math.log(label.test(row) ? answer : 1 - answer);
                count++;
            }
        }
        return sum / count;
    }
}
