package io.leeway.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.online.ProgressiveValidation;
import io.leeway.pipeline.Pipeline;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Models that begin with nothing, on three streams, have the error that River has by the same algorithms and parameters. */
class OnlineStreamsTest {
    private static final Path SCRIPTS = Path.of("python");

    /** River's log loss, from what {@code ./examples/online-river} printed. */
    private static double river(String stream, String algorithm) throws IOException {
        return Files.readAllLines(SCRIPTS.resolve("online_river.txt")).stream()
                .map(line -> line.split(" {2,}|(?<=\\))\\s+|\\s+(?=[\\d,.]+\\s)"))
                .filter(cells ->
                        cells[0].strip().equals(stream) && cells[1].strip().equals(algorithm))
                .mapToDouble(cells -> Double.parseDouble(cells[3]))
                .findFirst()
                .orElseThrow();
    }

    private static <R> void agrees(String name, Schema<R> schema, List<R> rows) throws IOException {
        for (String algorithm : OnlineStreams.ALGORITHMS.keySet()) {
            double loss = ProgressiveValidation.run(
                            Pipeline.online(name, schema)
                                    .algorithm(OnlineStreams.ALGORITHMS.get(algorithm))
                                    .build(),
                            rows)
                    .metric("logLoss");
            double theirs = river(name, algorithm);

            // What is equal step by step is equal to all printed digits; River's FTRL-Proximal is one step behind.
            double close = algorithm.equals("FTRL-Proximal") ? 0.01 * theirs : 0.00006;
            assertThat(loss).as("%s, %s", name, algorithm).isCloseTo(theirs, within(close));
        }
    }

    @Test
    void ofTheFlights() throws IOException {
        Year year = Year.read();
        agrees(
                "flights",
                Flight.SCHEMA,
                IntStream.range(0, year.size()).mapToObj(year::flight).toList());
    }

    @Test
    void ofTheStorms() throws IOException {
        agrees("storms", Storm.SCHEMA, DelayedStream.storms().rows());
    }

    @Test
    void ofTheWeather() throws IOException {
        agrees("weather", WeatherHour.SCHEMA, DelayedStream.weather().rows());
    }

    @Test
    void theGuideShowsWhatTheScriptPrinted() throws IOException {
        String guide = Files.readString(Path.of("../docs/online.md"));

        assertThat(Files.readAllLines(SCRIPTS.resolve("online_river.txt")))
                .allSatisfy(line -> assertThat(guide).contains(line));
        assertThat(Files.readAllLines(SCRIPTS.resolve("online_river.txt")))
                .last()
                .asString()
                .matches(Pattern.compile("all: River [\\d.]+ s, Leeway [\\d.]+ s, ratio (?:[2-9]\\d|\\d{3})"));
    }
}
