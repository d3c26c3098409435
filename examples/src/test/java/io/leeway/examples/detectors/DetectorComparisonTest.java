package io.leeway.examples.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.change.ChangeDetectors;
import io.leeway.monitoring.sequential.SequentialTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A slice of the comparison of the guide, and the guide's own figures. */
class DetectorComparisonTest {
    private static final Path GUIDE = Path.of("../docs/detectors.md");
    private static final Pattern CELL = Pattern.compile("(\\d+)(?: \\((\\d+)\\))?");

    /** Detectors whose false alarms could not be set to the target. */
    private static final List<String> NOT_EQUAL = List.of("ecdd");

    @Test
    void onASliceOfSeaTheDefaultIsTheFirstOfThoseWithEqualFalseAlarms() {
        DetectorComparison comparison = new DetectorComparison(new ErrorStream.Generated(Generator.SEA, 0), 10, 20);
        Map<String, String> cells = Contestant.all().stream()
                .filter(each ->
                        List.of(Contestant.DEFAULT, "adwin", "hddm-w", "fhddm").contains(each.name()))
                .collect(Collectors.toMap(
                        Contestant::name,
                        each -> DetectorComparison.cell(comparison.outcome(each)),
                        (a, b) -> a,
                        TreeMap::new));
        assertThat(cells)
                .containsExactlyEntriesOf(new TreeMap<>(Map.of(
                        Contestant.DEFAULT,
                        "79 / 0 / 0.69",
                        "adwin",
                        "85 / 0 / 0.89",
                        "hddm-w",
                        "105 / 0 / 0.30",
                        "fhddm",
                        "96 / 0 / 0.49")));
    }

    @Test
    void onASliceOfTheStormsTheDefaultFindsTheWrongUnitSoon() throws IOException {
        Contestant ours = Contestant.all().get(0);

        assertThat(ours.name()).isEqualTo(Contestant.DEFAULT);
        assertThat(DetectorComparison.cell(new DetectorComparison(RealStream.storms(), 5, 20).outcome(ours)))
                .isEqualTo("44 / 0 / 0.30");
    }

    @Test
    void aClockOfGreenwichMakesTheErrorsOnBicyclesMoreAndNothingElseDoes() throws IOException {
        double[] unchanged = RealStream.bicycles().errors(3, 9_000, 9_000);
        double[] changed = RealStream.bicycles().errors(3, 9_000, 5_000);

        assertThat(Arrays.copyOf(changed, 5_000)).isEqualTo(Arrays.copyOf(unchanged, 5_000));
        double before = Arrays.stream(unchanged, 5_000, 9_000).average().orElseThrow();
        double after = Arrays.stream(changed, 5_000, 9_000).average().orElseThrow();
        assertThat(after).isGreaterThan(before + 0.05);
    }

    /** Rows of the tables of the guide: a detector and its delays. */
    private static List<String[]> rows() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(GUIDE)) {
            String[] cells = line.split("\\|");
            if (cells.length == 14 && cells[1].strip().startsWith("`")) {
                rows.add(cells);
            }
        }
        return rows;
    }

    @Test
    void theGuideHoldsEachDetector() throws IOException {
        List<String> names =
                rows().stream().map(cells -> cells[1].strip().replace("`", "")).toList();
        assertThat(names).containsExactlyInAnyOrderElementsOf(ChangeDetectors.names());
    }

    @Test
    void onSixOfTheEightGeneratedStreamsTheDefaultIsNoLaterThanTheBest() throws IOException {
        int first = 0;
        for (int stream = 2; stream < 10; stream++) {
            int ours = Integer.MAX_VALUE;
            int best = Integer.MAX_VALUE;
            for (String[] row : rows()) {
                String name = row[1].strip().replace("`", "");
                Matcher cell = CELL.matcher(row[stream].strip());
                assertThat(cell.matches()).as(row[stream]).isTrue();
                int delay = Integer.parseInt(cell.group(1));
                if (name.equals(Contestant.DEFAULT)) {
                    ours = delay;
                } else if (!NOT_EQUAL.contains(name)) {
                    best = Math.min(best, delay);
                }
            }
            first += ours <= best ? 1 : 0;
        }
        assertThat(first).isGreaterThanOrEqualTo(6);
    }

    @Test
    void aSequentialTestKeepsItsLevelInRunsThatAreReadAfterEachRow() {
        long rejections = SequentialCalibration.rejections(
                200,
                1_000,
                run -> SequentialCalibration.rejects(SequentialTests.distribution(SequentialCalibration.sample(run, 50))
                        .withAlpha(0.05)
                        .withSeed(run)),
                run -> {
                    SplittableRandom random = new SplittableRandom(run);
                    return row -> random.nextGaussian();
                });
        assertThat(rejections).isEqualTo(3);
        assertThat(SequentialCalibration.upperBound(rejections, 200)).isLessThan(0.05);
    }
}
