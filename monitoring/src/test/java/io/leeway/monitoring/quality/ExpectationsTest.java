package io.leeway.monitoring.quality;

import static io.leeway.monitoring.quality.Expectations.check;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.monitoring.quality.Expectations.rowsAtLeast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileException;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private record Flight(double distance, @Nullable String carrier) {}

    private static final Schema<Flight> SCHEMA = Schema.of(Flight.class);

    private static List<Flight> flights() {
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            flights.add(new Flight(i % 10 == 0 ? Double.NaN : i, i % 4 == 0 ? null : i % 2 == 0 ? "AA" : "UA"));
        }
        return flights;
    }

    private static Profile profile(List<Flight> flights) {
        return Profiler.of(SCHEMA).addAll(flights).profile();
    }

    @Test
    void valuesOutOfRangeAreCountedAndMissingOnesAreNot() {
        ExpectationResult result = check(
                        SCHEMA, flights(), List.of(expect("distance").between(1, 899)))
                .results()
                .get(0);
        assertThat(result.passed()).isFalse();
        assertThat(result.checked()).isEqualTo(900);
        assertThat(result.violations()).isEqualTo(90);
        assertThat(result.exact()).isTrue();
        assertThat(result.sentence())
                .isEqualTo("not met: \"distance\" is between 1 and 899: 90 of 900 values (10.00%) are not, for example"
                        + " 901.0; 100 missing values were not looked at");
    }

    @Test
    void aRangeThatIsKeptIsMetByRowsAndByTheirProfile() {
        List<Expectation> expectations = List.of(
                expect("distance").between(1, 999),
                expect("distance").atLeast(1),
                expect("distance").atMost(999));
        assertThat(check(SCHEMA, flights(), expectations).passed()).isTrue();
        assertThat(check(profile(flights()), expectations).passed()).isTrue();
    }

    @Test
    void aProfileEstimatesHowManyBreakARange() {
        ExpectationResult result = check(
                        profile(flights()), List.of(expect("distance").between(100, 899)))
                .results()
                .get(0);
        assertThat(result.passed()).isFalse();
        assertThat(result.exact()).isFalse();
        assertThat(result.violations()).isBetween(175L, 185L);
        assertThat(check(profile(flights()), List.of(expect("distance").atMost(998.9)))
                        .failures())
                .hasSize(1);
    }

    @Test
    void infinitiesAreNeverInRange() {
        List<Flight> rows = List.of(new Flight(1, "AA"), new Flight(Double.POSITIVE_INFINITY, "AA"));
        List<Expectation> finite =
                List.of(expect("distance").finite(), expect("distance").atLeast(0));
        for (DataQualityReport report : List.of(check(SCHEMA, rows, finite), check(profile(rows), finite))) {
            assertThat(report.results()).allSatisfy(r -> {
                assertThat(r.passed()).isFalse();
                assertThat(r.violations()).isEqualTo(1);
                assertThat(r.checked()).isEqualTo(2);
            });
        }
    }

    @Test
    void missingValuesMayHaveAShare() {
        List<Expectation> expectations = List.of(
                expect("carrier").missing().atMost(0.25),
                expect("carrier").missing().atMost(0.249));
        for (DataQualityReport report :
                List.of(check(SCHEMA, flights(), expectations), check(profile(flights()), expectations))) {
            assertThat(report.results()).extracting(ExpectationResult::passed).containsExactly(true, false);
            assertThat(report.results().get(1).sentence()).contains("250 of 1,000 are missing (25.00%)");
        }
    }

    @Test
    void categoriesAreThoseThatAreKnown() {
        List<Expectation> expectations =
                List.of(expect("carrier").oneOf("AA", "UA"), expect("carrier").oneOf("AA"));
        for (DataQualityReport report :
                List.of(check(SCHEMA, flights(), expectations), check(profile(flights()), expectations))) {
            assertThat(report.results()).extracting(ExpectationResult::passed).containsExactly(true, false);
            assertThat(report.results().get(1).violations()).isEqualTo(500);
            assertThat(report.results().get(1).sentence()).contains("for example UA");
        }
    }

    @Test
    void categoriesOfAReferenceAreKnownButForAShare() {
        Profile reference = profile(List.of(new Flight(1, "AA"), new Flight(1, "UA")));
        List<Flight> rows = new ArrayList<>(flights());
        rows.add(new Flight(1, "ZZ"));
        List<Expectation> expectations = List.of(
                expect("carrier").knownTo(reference, 0), expect("carrier").knownTo(reference, 0.01));
        assertThat(check(SCHEMA, rows, expectations).results())
                .extracting(ExpectationResult::passed)
                .containsExactly(false, true);
    }

    @Test
    void aLongCategoryIsKnownByRowsAndByTheirProfile() {
        List<Flight> rows = List.of(new Flight(1, "x".repeat(500)), new Flight(2, "cut\uD83D"));
        List<Expectation> expectations = List.of(
                expect("carrier").knownTo(profile(rows), 0), expect("carrier").oneOf("x".repeat(500), "cut\uD83D"));
        assertThat(check(SCHEMA, rows, expectations).passed()).isTrue();
        assertThat(check(profile(rows), expectations).passed()).isTrue();
        List<Flight> others = List.of(new Flight(1, "x".repeat(501)));
        assertThat(check(SCHEMA, others, expectations).failures()).hasSize(2);
        assertThat(check(profile(others), expectations).failures()).hasSize(2);
    }

    @Test
    void nothingToCheckIsNoPass() {
        List<Expectation> expectations = List.of(
                expect("distance").between(0, 1),
                expect("carrier").oneOf("AA"),
                expect("carrier").missing().atMost(1),
                rowsAtLeast(1));
        assertThat(check(SCHEMA, List.of(), expectations).failures()).hasSize(4);
        assertThat(check(profile(List.of()), expectations).failures()).hasSize(4);
        assertThat(check(SCHEMA, List.of(new Flight(Double.NaN, null)), expectations.subList(0, 2))
                        .failures())
                .hasSize(2);
    }

    @Test
    void rowsAreCounted() {
        assertThat(check(SCHEMA, flights(), List.of(rowsAtLeast(1000))).passed())
                .isTrue();
        assertThat(check(profile(flights()), List.of(rowsAtLeast(1001))).passed())
                .isFalse();
    }

    @Test
    void anExpectationThatDoesNotFitTheColumnIsAnError() {
        assertThatThrownBy(() ->
                        check(SCHEMA, List.of(), List.of(expect("distanse").atLeast(0))))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("did you mean \"distance\"?");
        assertThatThrownBy(
                        () -> check(SCHEMA, List.of(), List.of(expect("carrier").atLeast(0))))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("CATEGORICAL and not NUMERIC");
        assertThatThrownBy(() ->
                        check(profile(List.of()), List.of(expect("carrier").atLeast(0))))
                .isInstanceOf(ProfileException.class);
        assertThatThrownBy(() -> expect("x").between(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> expect("x").missing().atMost(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> expect("x").oneOf()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rowsAtLeast(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theReportIsATableThatFitsATerminal() {
        String table = check(
                        SCHEMA,
                        flights(),
                        List.of(
                                expect("distance").between(0, 6_000),
                                expect("carrier").oneOf("an", "unusually", "long", "list", "of", "categories", "here"),
                                rowsAtLeast(10)))
                .toString();
        assertThat(table).startsWith("Data quality of 1,000 rows: 2 of 3 expectations met");
        assertThat(table.lines().limit(4))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(table).contains("NOT MET").contains("not met: \"carrier\"");
    }
}
