package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of stored rows when the schema changes. */
class FeedbackSchemaTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    record Trip(long id, double distance, int hour, boolean late) {}

    record Added(long id, @Nullable String carrier, double distance, double wind, int hour, boolean late) {}

    record Required(long id, double distance, int hour, int seats, boolean late) {}

    record Removed(long id, int hour, boolean late) {}

    record Changed(long id, String distance, int hour, boolean late) {}

    record House(long id, double rooms, double price) {}

    private <R> FeedbackLog<R> open(Schema<R> schema) {
        return FeedbackLog.of(schema).clock(clock).open(folder);
    }

    @BeforeEach
    void recordByTheFirstSchema() {
        try (FeedbackLog<Trip> log = open(Schema.of(Trip.class).id("id").response("late"))) {
            log.record(new Trip(1, 12.5, 7, false), 0.5, 1);
            log.label(1, true);
        }
    }

    @Test
    void columnsThatWereAddedAreMissingInOldRowsAndOldLabelsStillJoin() {
        try (FeedbackLog<Added> log = open(Schema.of(Added.class).id("id").response("late"))) {
            log.record(new Added(2, "UA", 99, 3.5, 8, false), 0.5, 2);
            log.label(2, false);
            assertThat(log.label(1, true)).isEqualTo(LabelOutcome.DUPLICATE);

            assertThat(log.last(Duration.ofDays(1)).toList())
                    .isEqualTo(List.of(
                            new Added(1, null, 12.5, Double.NaN, 7, true), new Added(2, "UA", 99, 3.5, 8, false)));
        }
    }

    @Test
    void aColumnThatIsTreatedAsCategoriesNowIsReadAsBefore() {
        try (FeedbackLog<Trip> log =
                open(Schema.of(Trip.class).id("id").response("late").categorical("hour"))) {
            assertThat(log.last(Duration.ofDays(1)).toList()).containsExactly(new Trip(1, 12.5, 7, true));
        }
    }

    @Test
    void columnsThatWereRemovedAreNotRead() {
        try (FeedbackLog<Removed> log = open(Schema.of(Removed.class).id("id").response("late"))) {
            assertThat(log.last(Duration.ofDays(1)).toList()).containsExactly(new Removed(1, 7, true));
        }
    }

    @Test
    void anAddedColumnThatCannotBeMissingIsRefused() {
        Schema<Required> schema = Schema.of(Required.class).id("id").response("late");

        assertThatThrownBy(() -> open(schema))
                .isInstanceOf(FeedbackSchemaException.class)
                .hasMessageContaining("have no \"seats\"")
                .hasMessageContaining("Integer");
    }

    @Test
    void aColumnThatIsStoredOtherwiseNowIsRefused() {
        Schema<Changed> schema = Schema.of(Changed.class).id("id").response("late");

        assertThatThrownBy(() -> open(schema))
                .isInstanceOfSatisfying(FeedbackSchemaException.class, e -> assertThat(e.column())
                        .isEqualTo("distance"))
                .hasMessageContaining("NUMBER")
                .hasMessageContaining("TEXT");
    }

    @Test
    void aFolderOfAnotherSchemaIsRefusedAndNotKeptLocked() {
        Schema<House> schema = Schema.of(House.class).id("id").response("price");

        assertThatThrownBy(() ->
                        FeedbackLog.of(schema).rowsBy(row -> new House(1, 1, 1)).open(folder))
                .isInstanceOf(FeedbackSchemaException.class)
                .hasMessageContaining("another schema")
                .hasMessageContaining("distance");

        try (FeedbackLog<Trip> log = open(Schema.of(Trip.class).id("id").response("late"))) {
            assertThat(log.counts().rows()).isEqualTo(1);
        }
    }
}
