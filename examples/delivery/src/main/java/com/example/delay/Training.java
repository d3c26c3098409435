package com.example.delay;

import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import java.util.List;
import java.util.Locale;
import org.tribuo.classification.Label;

/** The stages that need no registry but the workspace's. */
record Training(Delivery delivery) {

    Outcome checkData() {
        DataQualityReport report =
                Expectations.check(Flight.SCHEMA, delivery.flights(), List.of(DelayModel.expectations()));
        return Outcome.doneIf(report.passed(), delivery.data() + "\n" + report);
    }

    Outcome train() {
        delivery.workspace().forget(Gating.REGISTERED, Promotion.CONSENT, Promotion.PROMOTED, Aftercare.DISAPPOINTMENT);
        try (ModelRegistry candidates = delivery.workspace().candidates()) {
            PipelineRun<Flight, Label> run =
                    DelayModel.training().register(candidates).build().run(delivery.flights());
            run.version().ifPresent(version -> Workspace.mark(candidates, "train", version));
            return run.challenger()
                    .map(candidate -> Outcome.done(String.format(
                            Locale.ROOT,
                            "trained on %,d flights of %s, held out the newest %,d\n%s",
                            run.trainingRows(),
                            delivery.data(),
                            run.holdOutRows(),
                            candidate.evaluation())))
                    .orElseGet(() -> Outcome.doneIf(false, run.explanation()));
        }
    }
}
