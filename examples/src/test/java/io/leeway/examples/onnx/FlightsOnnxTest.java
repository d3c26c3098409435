package io.leeway.examples.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.OnnxFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For 2,000 flights of April to December, what Leeway answers is what scikit-learn, PyTorch and Keras themselves answered.
 * {@code predictions.csv} comes from the scripts in {@code examples/python}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("year")
class FlightsOnnxTest {
    private static final double TOLERANCE = 1e-5;
    private static final ModelSpec<Flight> SPEC = ModelSpec.classifier(Flight.SCHEMA, "true");

    private final List<Flight> flights = new ArrayList<>();
    private final List<String[]> predictions = new ArrayList<>();

    @BeforeAll
    void readFlightsAndPredictions() throws IOException {
        Year year = Year.read();
        try (BufferedReader csv = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FlightsOnnxTest.class.getResourceAsStream("predictions.csv")),
                StandardCharsets.UTF_8))) {
            assertThat(csv.readLine()).isEqualTo("id,sklearn_logistic,sklearn_boosting,torch,keras");
            csv.lines().map(line -> line.split(",")).forEach(predictions::add);
        }
        for (String[] each : predictions) {
            Flight flight = year.flight(Integer.parseInt(each[0]) - 1);
            assertThat(flight.id()).isEqualTo(Long.parseLong(each[0]));
            flights.add(flight);
        }
        assertThat(flights).hasSize(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "SKLEARN_LOGISTIC, 1, true",
        "SKLEARN_LOGISTIC, 1, false",
        "SKLEARN_BOOSTING, 2, true",
        "SKLEARN_BOOSTING, 2, false",
        "TORCH, 3, false",
        "KERAS, 4, false"
    })
    void answersAreThoseOfTheFrameworkAloneAndInBatch(HandedOver given, int column, boolean compiled) {
        try (Scorer<Flight> scorer = read(given, compiled)) {
            assertThat(scorer.path().compiled()).as(scorer.path().description()).isEqualTo(compiled);
            int positive = scorer.classes().indexOf("true");
            int width = scorer.classes().size();
            double[] batch = scorer.scores(flights, UnseenCategories.IGNORED);

            double largest = 0;
            for (int i = 0; i < flights.size(); i++) {
                double expected = Double.parseDouble(predictions.get(i)[column]);
                double alone = scorer.score(flights.get(i), UnseenCategories.IGNORED);
                assertThat(Math.abs(alone - expected))
                        .as("%s alone", flights.get(i))
                        .isLessThanOrEqualTo(TOLERANCE);
                assertThat(Math.abs(batch[i * width + positive] - expected))
                        .as("%s in a batch", flights.get(i))
                        .isLessThanOrEqualTo(TOLERANCE);
                largest = Math.max(largest, Math.abs(alone - expected));
                largest = Math.max(largest, Math.abs(batch[i * width + positive] - expected));
            }
            System.out.printf(Locale.ROOT, "%s, %s: largest difference %.1e%n", given, scorer.path(), largest);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TORCH", "KERAS"})
    void aNetworkIsAnsweredByOnnxRuntimeAndTheReasonIsSaid(HandedOver given) {
        try (Scorer<Flight> scorer = read(given, true)) {
            assertThat(scorer.path().compiled()).isFalse();
            assertThat(scorer.path().description()).startsWith("answered by ONNX Runtime: its operator ");
        }
    }

    /** The rows that are compared are not the easy ones alone. */
    @Test
    void amongTheFlightsAreMissingNumbersAndAirportsThatTrainingLacked() {
        List<String> unseen = new ArrayList<>();
        try (Scorer<Flight> scorer = read(HandedOver.TORCH, true)) {
            scorer.scores(
                    flights,
                    feature -> unseen.add(Flight.SCHEMA.features().get(feature).name()));
        }

        assertThat(unseen).contains("dest", "hour").hasSizeGreaterThanOrEqualTo(6);
        assertThat(flights).anyMatch(flight -> Double.isNaN(flight.temp()));
        assertThat(flights).anyMatch(flight -> Double.isNaN(flight.planeYear()));
    }

    private static Scorer<Flight> read(HandedOver given, boolean compile) {
        return OnnxFormat.create()
                .compile(compile)
                .read(SPEC.withMetadata(given.model().metadata(SPEC)), given.bytes());
    }
}
