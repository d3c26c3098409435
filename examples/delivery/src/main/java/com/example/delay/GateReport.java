package com.example.delay;

import static io.leeway.monitoring.drift.DriftTests.psi;

import io.leeway.evaluation.GateResult;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.report.Cell;
import io.leeway.monitoring.report.DataTable;
import io.leeway.monitoring.report.HtmlReport;
import io.leeway.pipeline.PipelineRun;
import java.nio.file.Path;
import org.tribuo.classification.Label;

/** The page that a person reads before consenting. */
record GateReport(PipelineRun<Flight, Label> run) {

    Path writeTo(Path file) {
        DataTable gates = DataTable.titled("Gates").columns("gate", "outcome", "explanation");
        DataTable metrics = DataTable.titled("On the flights held out").columns("metric", "candidate", "champion");
        var challenger = run.challenger().orElseThrow();
        for (GateResult gate : challenger.gates()) {
            gates = gates.row(Cell.text(gate.gate()), Cell.text(gate.outcome().name()), Cell.text(gate.explanation()));
        }
        for (var metric : challenger.evaluation().metrics().entrySet()) {
            Cell champion = run.championEvaluation()
                    .map(each -> Cell.number(each.metrics().getOrDefault(metric.getKey(), Double.NaN), 4))
                    .orElse(Cell.text("none yet"));
            metrics = metrics.row(Cell.text(metric.getKey()), Cell.number(metric.getValue(), 4), champion);
        }
        return HtmlReport.titled(run.pipeline() + ": " + run.status())
                .subtitle(run.explanation())
                .created(run.started())
                .section("The candidate", "Is it good enough to replace the champion?")
                .table(gates)
                .table(metrics)
                .section("Its data", "How the flights held out differ from those that it was trained on.")
                .drift(
                        DriftDetector.of(psi()).compare(run.trainingProfile(), run.holdOutProfile()),
                        run.trainingProfile(),
                        run.holdOutProfile())
                .build()
                .writeTo(file);
    }
}
