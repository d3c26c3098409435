package io.leeway.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.online.OnlineAlgorithm;
import io.leeway.pipeline.PipelineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Learning from late labels on two streams: the bound holds, and the figures of the guide are those of this code. */
class AdaptedStreamsTest {

    private static List<String> river() throws IOException {
        return Files.readAllLines(Path.of("python/streams_river.txt"));
    }

    private static double river(String begin) throws IOException {
        return river().stream()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*log loss ([\\d.]+) of.*", "$1")))
                .min()
                .orElseThrow();
    }

    /** The numbers of a row of the guide's table. */
    private static List<Double> row(String guide, String stream, String champion) {
        String begin = "| " + stream + " | " + champion + " | ";
        String line =
                guide.lines().filter(each -> each.startsWith(begin)).findFirst().orElseThrow();
        return Stream.of(line.substring(begin.length()).split("\\s*\\|\\s*"))
                .map(Double::valueOf)
                .toList();
    }

    private static <R> void neverWorseThanTheChampionBeyondTheBound(DelayedStream<R> stream) throws IOException {
        String guide = Files.readString(Path.of("../docs/online.md"));
        PipelineRun<R, Label> run = stream.train();
        double best = Double.POSITIVE_INFINITY;
        for (String champion : DelayedStream.CHAMPIONS) {
            DelayedStream.Outcome outcome = stream.adapt(run, champion);

            best = Math.min(best, outcome.adapted());
            assertThat(outcome.standing().outstanding()).isZero();
            assertThat(outcome.worstExcess())
                    .isGreaterThanOrEqualTo(outcome.standing().excess() - 1e-6);
            assertThat(outcome.worstExcess()).isLessThan(outcome.standing().guarantee());
            assertThat(outcome.adapted()).isLessThan(outcome.champion() - 0.005);
            List<Double> shown = row(guide, stream.name(), champion);
            assertThat(shown.get(0)).isCloseTo(outcome.champion(), within(0.0005));
            assertThat(shown.get(1)).isCloseTo(outcome.best(), within(0.0005));
            assertThat(shown.get(2)).isCloseTo(outcome.adapted(), within(0.0005));
            assertThat(shown.get(3)).isCloseTo(outcome.worstExcess(), within(0.2));
            assertThat(shown.get(4)).isCloseTo(outcome.standing().guarantee(), within(0.05));
            assertThat(shown.get(5)).isEqualTo(outcome.standing().mostOutstanding());
        }
        assertThat(best).as("River's best of five").isLessThan(river(stream.name() + ":") - 0.005);
    }

    @Test
    void ofTheStorms() throws IOException {
        neverWorseThanTheChampionBeyondTheBound(DelayedStream.storms());
    }

    @Test
    void ofTheWeather() throws IOException {
        neverWorseThanTheChampionBeyondTheBound(DelayedStream.weather());
    }

    @Test
    void modelsFromNothingHaveRiversErrorAlsoWithTheseDelays() throws IOException {
        for (DelayedStream<?> stream : List.of(DelayedStream.storms(), DelayedStream.weather())) {
            assertThat(stream.online(OnlineAlgorithm.sgd().withRate(0.005)))
                    .isCloseTo(river(stream.name() + ": logistic regression, SGD"), within(0.00006));
            assertThat(stream.online(OnlineAlgorithm.adaGrad().withRate(0.05)))
                    .isCloseTo(river(stream.name() + ": logistic regression, AdaGrad"), within(0.00006));
        }
    }

    @Test
    void theGuideShowsRiversFigures() throws IOException {
        String guide = Files.readString(Path.of("../docs/online.md"));

        assertThat(river()).hasSize(10).allSatisfy(line -> {
            String model = line.replaceAll("^\\w+: (.*): log loss.*", "$1");
            String loss = line.replaceAll(".*log loss ([\\d.]+) of.*", "$1");
            assertThat(guide.lines()).anyMatch(row -> row.contains(model) && row.contains(loss));
        });
    }
}
