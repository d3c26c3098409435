package com.example.delay;

import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.notWorse;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.monitoring.quality.Expectations.rowsAtLeast;

import io.leeway.evaluation.Gate;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineBuilder;
import io.leeway.pipeline.Trainers;
import java.util.List;
import org.tribuo.classification.Label;

/** The model: what its data must be like, how it is trained, and how good it has to be. */
final class DelayModel {
    static final String NAME = "flight-delay";
    static final String CANDIDATE = "logistic";
    static final String CHAMPION = "champion";
    static final String PREDECESSOR = "predecessor";

    private DelayModel() {}

    /** What flights must be like to be trained on, or to judge a model by. */
    static Expectation[] expectations() {
        return new Expectation[] {
            rowsAtLeast(2_000),
            expect("origin").oneOf("EWR", "JFK", "LGA"),
            expect("carrier").missing().atMost(0),
            expect("distance").between(1, 5_000),
            expect("humid").between(0, 100),
            expect("temp").between(-30, 120),
            expect("temp").missing().atMost(0.01)
        };
    }

    /** How the candidate is trained. */
    static PipelineBuilder<Flight, Label> training() {
        return Pipeline.classification(NAME, Flight.SCHEMA)
                .validate(expectations())
                .candidate(CANDIDATE, Trainers::logisticRegression);
    }

    /** What the candidate must reach on the newest flights, which it was not trained on. */
    static Gate[] gates() {
        return new Gate[] {
            logLoss().atMost(0.6),
            rocAuc().atLeast(0.58),
            notWorse(0.02).than(CHAMPION).on(logLoss()).withConfidence(0.95)
        };
    }

    /** What a promoted version must keep to on the flights that came after. */
    static List<Gate> promises() {
        return List.of(
                logLoss().atMost(0.65),
                notWorse(0.02).than(PREDECESSOR).on(logLoss()).withConfidence(0.95));
    }
}
