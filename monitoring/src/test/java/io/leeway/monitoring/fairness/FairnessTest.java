package io.leeway.monitoring.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.performance.Interval;
import io.leeway.schema.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FairnessTest {
    private record Applicant(@Nullable String sex, String region, double income, boolean repaid) {}

    private static final Schema<Applicant> SCHEMA =
            Schema.of(Applicant.class).response("repaid").sensitive("sex", "region");

    @TestFactory
    List<DynamicTest> agreesWithFairlearn() {
        List<String[]> cases = fixture();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(20);
        return cases.stream()
                .map(fields -> DynamicTest.dynamicTest(fields[0], () -> compare(fields)))
                .toList();
    }

    private static void compare(String[] fields) {
        FairnessReport report = Fairness.standard()
                .groupsOfAtLeast(1)
                .report(List.of("group"), fields[1].split(""), bits(fields[2]), labels(fields[3]));
        String[] groups = fields[4].split("\\|");
        assertThat(report.groups()).hasSize(groups.length);
        for (int g = 0; g < groups.length; g++) {
            GroupMetrics metrics = report.groups().get(g);
            String[] rates = groups[g].split(":")[1].split(",");
            Interval[] ours = {
                metrics.selectionRate(),
                metrics.truePositiveRate(),
                metrics.falsePositiveRate(),
                metrics.precision(),
                metrics.accuracy()
            };
            for (int i = 0; i < ours.length; i++) {
                same(ours[i].estimate(), rates[i]);
            }
        }
        Criterion[] criteria = {Criterion.DEMOGRAPHIC_PARITY, Criterion.EQUAL_OPPORTUNITY, Criterion.EQUALISED_ODDS};
        for (int i = 0; i < criteria.length; i++) {
            Disparity disparity = report.disparity(criteria[i]).orElseThrow();
            same(disparity.difference().estimate(), fields[5 + 2 * i]);
            // Fairlearn's least of an undefined and a defined ratio depends on their order.
            boolean ordered = i == 2 && fields[0].equals("one-group-never-selected");
            same(disparity.ratio().estimate(), ordered ? "0" : fields[6 + 2 * i]);
        }
        Optional<Disparity> precision = report.disparity(Criterion.PREDICTIVE_PARITY);
        if (fields[0].equals("one-group-never-selected")) {
            // Fairlearn says 0: it leaves out the undefined precision and compares the other group with itself.
            assertThat(precision).isEmpty();
        } else {
            same(precision.orElseThrow().difference().estimate(), fields[11]);
            same(precision.orElseThrow().ratio().estimate(), fields[12]);
        }
    }

    private static void same(double ours, String theirs) {
        double expected = Double.parseDouble(theirs);
        if (Double.isNaN(expected)) {
            assertThat(ours).isNaN();
        } else {
            assertThat(ours).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void intervalsHoldTheTrueDifferenceWhicheverGroupsAreTheExtremes() {
        Random random = new Random(3);
        double[] rates = {0.3, 0.32, 0.34, 0.36};
        int inside = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            String[] groups = new String[800];
            boolean[] predicted = new boolean[800];
            for (int row = 0; row < 800; row++) {
                int group = row % 4;
                groups[row] = "g" + group;
                predicted[row] = random.nextDouble() < rates[group];
            }
            Disparity parity = Fairness.standard()
                    .report(List.of("group"), groups, predicted, new double[800])
                    .disparity(Criterion.DEMOGRAPHIC_PARITY)
                    .orElseThrow();
            inside += parity.difference().contains(0.06) && parity.ratio().contains(0.3 / 0.36) ? 1 : 0;
        }
        assertThat((double) inside / rounds).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void groupsAreThoseOfTheSensitiveAttributesAndOfTheirIntersection() {
        List<Applicant> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(new Applicant(i % 2 == 0 ? "f" : "m", i % 4 < 2 ? "north" : "south", i, i % 3 == 0));
        }
        boolean[] predicted = new boolean[400];
        for (int i = 0; i < 400; i++) {
            predicted[i] = i % 2 == 1 && i % 8 != 1;
        }
        double[] labels = rows.stream().mapToDouble(row -> row.repaid() ? 1 : 0).toArray();

        FairnessReport bySex = Fairness.standard().report(SCHEMA, rows, predicted, labels, "sex");
        FairnessReport both = Fairness.standard().report(SCHEMA, rows, predicted, labels);

        assertThat(bySex.groups()).extracting(GroupMetrics::group).containsExactly("f", "m");
        assertThat(bySex.disparity(Criterion.DEMOGRAPHIC_PARITY).orElseThrow().lowest())
                .isEqualTo("f");
        assertThat(both.groups())
                .extracting(GroupMetrics::group)
                .containsExactly("f & north", "f & south", "m & north", "m & south");
        assertThat(both.groups().get(2).selectionRate().estimate()).isEqualTo(0.5);
        assertThat(both.toString()).contains("by sex & region").contains("DEMOGRAPHIC_PARITY: difference 1.0000");
    }

    @Test
    void groupsWithTooFewRowsAreShownButNotCompared() {
        String[] groups = new String[210];
        boolean[] predicted = new boolean[210];
        for (int row = 0; row < 210; row++) {
            groups[row] = row < 10 ? "few" : row % 2 == 0 ? "a" : "b";
            predicted[row] = row < 10 || row % 4 == 0;
        }
        FairnessReport report = Fairness.standard().report(List.of("group"), groups, predicted, new double[210]);

        assertThat(report.groups()).extracting(GroupMetrics::group).containsExactly("a", "b");
        assertThat(report.small()).extracting(GroupMetrics::group).containsExactly("few");
        assertThat(report.disparity(Criterion.DEMOGRAPHIC_PARITY).orElseThrow().highest())
                .isEqualTo("a");
        // No row is positive, so nothing can be said about true positives.
        assertThat(report.disparity(Criterion.EQUAL_OPPORTUNITY)).isEmpty();
        assertThat(report.toString()).contains("not compared, too few rows: few (10)");
    }

    @Test
    void labelsThatHaveNotComeCountForTheSelectionRateAlone() {
        String[] groups = new String[400];
        boolean[] predicted = new boolean[400];
        double[] labels = new double[400];
        for (int row = 0; row < 400; row++) {
            groups[row] = row % 2 == 0 ? "a" : "b";
            predicted[row] = row % 3 == 0;
            labels[row] = row < 200 ? Double.NaN : row % 5 < 2 ? 1 : 0;
        }
        GroupMetrics a = Fairness.standard()
                .report(List.of("group"), groups, predicted, labels)
                .groups()
                .get(0);

        assertThat(a.rows()).isEqualTo(200);
        assertThat(a.labelled()).isEqualTo(100);
        assertThat(a.positives()).isEqualTo(40);
        assertThat(a.selectionRate().estimate()).isCloseTo(67.0 / 200, within(1e-12));
    }

    @Test
    void rowsWithoutAValueBelongToNoGroup() {
        List<Applicant> rows = List.of(new Applicant(null, "north", 1, true), new Applicant("f", "north", 1, true));
        FairnessReport report = Fairness.standard().report(SCHEMA, rows, new boolean[2], new double[2], "sex");

        assertThat(report.rowsWithoutGroup()).isEqualTo(1);
        assertThat(report.disparities()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        Fairness fairness = Fairness.standard();
        assertThatThrownBy(() -> fairness.report(SCHEMA, List.of(), new boolean[0], new double[0], "income"))
                .hasMessageContaining("declare them by schema.sensitive");
        assertThatThrownBy(() -> fairness.report(List.of("g"), new String[1], new boolean[2], new double[2]))
                .hasMessageContaining("got 1 groups and 2 labels for 2 predictions");
        assertThatThrownBy(() -> fairness.report(List.of("g"), new String[1], new boolean[1], new double[] {2}))
                .hasMessageContaining("the label of row 0 is 2.0");
        assertThatThrownBy(() -> fairness.groupsOfAtLeast(0)).hasMessageContaining("give at least 1");
        assertThatThrownBy(() -> fairness.confidence(0)).hasMessageContaining("such as 0.95");
    }

    private static List<String[]> fixture() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FairnessTest.class.getResourceAsStream("fairness.csv")),
                StandardCharsets.US_ASCII))) {
            return in.lines().skip(1).map(line -> line.split(";")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean[] bits(String text) {
        boolean[] bits = new boolean[text.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = text.charAt(i) == '1';
        }
        return bits;
    }

    private static double[] labels(String text) {
        return text.chars().mapToDouble(c -> c - '0').toArray();
    }
}
