package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.adaptation.ClassAdapter;
import io.leeway.examples.console.TextTable;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** The flights' minutes of delay, and three classes of them, by a model that is trained once and an adaptation on top. */
final class OtherTargets {
    private static final double LATE = 15;
    private static final double VERY_LATE = 60;
    private static final double MINUTE = Duration.ofMinutes(1).toMillis();

    private final Year year;
    private final List<Flight> training;

    OtherTargets(Year year) {
        this.year = year;
        this.training = year.labelledAt(Replay.lookOnDay(FlightsLoop.FIRST_DAY), FlightsLoop.TRAINED_ON)
                .toList();
    }

    /** Minutes from the planned arrival until it was known whether the flight was late; negative if it landed early. */
    static double delay(Flight flight) {
        return Duration.between(flight.scheduled(), flight.arrived()).toMillis() / MINUTE - flight.elapsed();
    }

    static String how(Flight flight) {
        double delay = delay(flight);
        return delay < LATE ? "on time" : delay < VERY_LATE ? "late" : "very late";
    }

    private static SchemaBuilder<Flight> features() {
        SchemaBuilder<Flight> schema = Schema.builder(Flight.class);
        for (Feature<Flight> each : Flight.SCHEMA.features()) {
            schema = each.type() == FeatureType.NUMERIC
                    ? schema.numeric(each.name(), each::number)
                    : schema.categorical(each.name(), each::category);
        }
        return schema;
    }

    /** The minutes; losses are squares of minutes. */
    AdaptationStanding minutes(Duration later) {
        Schema<Flight> schema =
                features().numericResponse("delay", OtherTargets::delay).build();
        TrainedModel<Flight, Regressor> champion = Pipeline.regression("delay", schema)
                .candidate("linear", Trainers::linearRegression)
                .build()
                .run(training)
                .candidate("linear")
                .model();
        Adapter<Flight> adapter = Adaptation.standard()
                .regressionAdapter(
                        schema, Profiler.withResponse(schema).addAll(training).profile());
        live(
                later,
                index -> {
                    Flight flight = year.flight(index);
                    adapter.predict(flight.id(), flight, champion.score(flight));
                },
                index -> adapter.label(year.flight(index).id(), delay(year.flight(index))));
        return adapter.standing();
    }

    /** The three classes; losses are log losses. */
    AdaptationStanding classes(Duration later) {
        Schema<Flight> schema = features().response("how", OtherTargets::how).build();
        TrainedModel<Flight, Label> champion = Pipeline.classification("how", schema)
                .candidate("logistic", Trainers::logisticRegression, Scaling.STANDARDIZED)
                .build()
                .run(training)
                .candidate("logistic")
                .model();
        ClassAdapter<Flight> adapter = Adaptation.standard()
                .classAdapter(schema, Profiler.of(schema).addAll(training).profile(), champion.classes());
        live(
                later,
                index -> {
                    Flight flight = year.flight(index);
                    adapter.predict(flight.id(), flight, champion.scores(List.of(flight)));
                },
                index -> adapter.label(year.flight(index).id(), how(year.flight(index))));
        return adapter.standing();
    }

    private void live(Duration later, IntConsumer predict, IntConsumer label) {
        int first = year.firstAtOrAfter(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        int told = 0;
        for (int i = first; i <= year.size(); i++) {
            Instant until = i < year.size() ? year.flight(i).scheduled().minus(later) : Instant.MAX;
            while (told < year.size()
                    && !year.flight(year.arrival(told)).arrived().isAfter(until)) {
                int index = year.arrival(told++);
                if (index >= first) {
                    label.accept(index);
                }
            }
            if (i < year.size()) {
                predict.accept(i);
            }
        }
    }

    static TextTable table(Year year, List<Integer> delays) {
        OtherTargets targets = new OtherTargets(year);
        TextTable table = new TextTable(
                "target", "later", "champion", "best expert", "adapted", "more than champion", "guarantee");
        for (int days : delays) {
            AdaptationStanding minutes = targets.minutes(Duration.ofDays(days));
            table.row(
                    "minutes",
                    days + " d",
                    rootMean(minutes.champion().loss(), minutes),
                    rootMean(minutes.best().loss(), minutes),
                    rootMean(minutes.loss(), minutes),
                    perRow(minutes.excess(), minutes),
                    perRow(minutes.guarantee(), minutes));
        }
        for (int days : delays) {
            AdaptationStanding classes = targets.classes(Duration.ofDays(days));
            table.row(
                    "classes",
                    days + " d",
                    perRow(classes.champion().loss(), classes),
                    perRow(classes.best().loss(), classes),
                    perRow(classes.loss(), classes),
                    perRow(classes.excess(), classes),
                    perRow(classes.guarantee(), classes));
        }
        return table;
    }

    private static String rootMean(double loss, AdaptationStanding of) {
        return String.format(Locale.ROOT, "%.2f", Math.sqrt(loss / of.labels()));
    }

    private static String perRow(double loss, AdaptationStanding of) {
        return String.format(Locale.ROOT, "%.4f", loss / of.labels());
    }
}
