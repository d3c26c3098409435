package com.example.delay;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.testing.LeewayAssertions.assertThat;

import io.leeway.data.Rows;
import io.leeway.evaluation.Evaluation;
import io.leeway.model.TrainedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** The model, tested as code is tested: trained on the flights of January, asked about those of February. */
class DelayModelTest {
    private static final Instant FEBRUARY = Instant.parse("2013-02-01T05:00:00Z");

    private static List<Flight> january;
    private static List<Flight> february;
    private static TrainedModel<Flight, Label> model;

    @BeforeAll
    static void trainOnJanuary() {
        List<Flight> flights =
                Rows.csv(Path.of("data", "flights.csv.gz"), Flight.class).toList();
        january = flights.stream()
                .filter(each -> each.scheduled().isBefore(FEBRUARY))
                .toList();
        february = flights.stream()
                .filter(each -> !each.scheduled().isBefore(FEBRUARY))
                .toList();
        model = DelayModel.training()
                .build()
                .run(january)
                .candidate(DelayModel.CANDIDATE)
                .model();
    }

    @Test
    void theDataAreWhatTheyMustBe() {
        assertThat(january, Flight.SCHEMA).meets(DelayModel.expectations());
    }

    @Test
    void answersTheFlightsOfFebruary() {
        assertThat(model)
                .on(february)
                .hasRowsAtLeast(2_000)
                .hasRocAucAtLeast(0.6)
                .hasLogLossAtMost(0.6)
                .hasCalibrationErrorAtMost(0.1);
    }

    /** By whole days: flights of one day are late together, so 28 days say less than 6,000 flights seem to. */
    @Test
    void isBetterThanTheShareOfLateFlights() {
        double[] always = new double[february.size()];
        Arrays.fill(always, (double) january.stream().filter(Flight::late).count() / january.size());
        boolean[] late = new boolean[february.size()];
        for (int i = 0; i < late.length; i++) {
            late[i] = february.get(i).late();
        }

        assertThat(model)
                .on(february)
                .passesAgainst(
                        Evaluation.ofBinary(always, late),
                        better().than("share").on(logLoss()).withConfidence(0.9));
    }
}
