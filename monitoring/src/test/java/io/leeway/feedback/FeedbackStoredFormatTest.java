package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that earlier versions wrote stay readable; {@link StoredLog} wrote them. */
class FeedbackStoredFormatTest {
    private final TestClock clock = new TestClock().at(10_000);

    @TempDir
    private Path folder;

    private FeedbackLog<Parcel> copyOf(String stored) throws IOException, URISyntaxException {
        Path from = Path.of(Objects.requireNonNull(FeedbackStoredFormatTest.class.getResource(stored))
                .toURI());
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".feedback")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        return open();
    }

    private FeedbackLog<Parcel> open() {
        return FeedbackLog.of(Parcel.SCHEMA)
                .clock(clock)
                .maxRows(StoredLog.MOST)
                .open(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"format-1", "format-2", "format-2-classes"})
    void aStoredFolderIsReadAsItWasWritten(String stored) throws Exception {
        try (FeedbackLog<Parcel> log = copyOf(stored)) {
            assertThat(log.counts().damagedBytes() + log.counts().unreadable()).isZero();
            List<FeedbackEntry<Parcel>> entries = new ArrayList<>();
            log.entries(clock.instant()).forEach(entries::add);
            int first = StoredLog.ROWS + 1 - entries.size();
            assertThat(first).isBetween(StoredLog.ROWS - StoredLog.MOST, StoredLog.ROWS - 40);
            for (int i = first; i < StoredLog.ROWS; i++) {
                requireEqual(entries.get(i - first), i, stored.endsWith("classes"));
            }
            FeedbackEntry<Parcel> last = entries.get(entries.size() - 1);
            assertThat(last.answerClass()).hasValue("red");
            assertThat(last.row()).isEqualTo(Parcel.of(1_000));
            assertThat(log.position(RowId.of("a text"))).isPresent();
        }
    }

    private static void requireEqual(FeedbackEntry<Parcel> entry, int i, boolean classes) {
        StoredLog.Expected expected = StoredLog.row(i, classes);
        boolean labelled = i == StoredLog.ROWS - 1 || i < StoredLog.ROWS - 5 && i % 5 != 1 || i % 10 == 3;
        assertThat(entry.labelled().isPresent()).as("label of " + i).isEqualTo(labelled);
        boolean late = i == StoredLog.ROWS - 1 || (i % 10 == 3 ? (i + 6) % 4 == 1 : (i + 5) % 2 == 0);
        assertThat(entry.row()).isEqualTo(expected.row().withLate(labelled && late));
        assertThat(entry.recorded()).isEqualTo(TestClock.START.plusSeconds(10L * i));
        assertThat(entry.version()).isEqualTo(expected.version());
        assertThat(entry.revision()).isEqualTo(expected.revision());
        boolean adapted = expected.revision() > 0;
        if (expected.probabilities().isEmpty()) {
            assertThat(entry.answer()).hasValue(expected.answer());
            assertThat(entry.champion().isPresent()).isEqualTo(adapted);
            assertThat(entry.champion().orElse(Double.NaN)).isEqualTo((Double) expected.champion());
        } else {
            assertThat(entry.answerClass()).hasValue("b");
            assertThat(entry.probabilities()).isEqualTo(expected.probabilities());
            assertThat(entry.championProbabilities())
                    .isEqualTo(adapted ? List.of(expected.champion(), 1 - expected.champion()) : List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"format-1", "format-2", "format-2-classes"})
    void marksDropsAndLabelsAreEventsStill(String stored) throws Exception {
        try (FeedbackLog<Parcel> log = copyOf(stored)) {
            List<FeedbackMark> marks = new ArrayList<>();
            int drops = 0;
            for (FeedbackEvent<Parcel> event : log.events(-1)) {
                if (event instanceof FeedbackEvent.Marked<Parcel> marked) {
                    marks.add(marked.mark());
                }
                drops += event instanceof FeedbackEvent.Dropped<Parcel> ? 1 : 0;
                assertThat(event).isNotInstanceOf(FeedbackEvent.Damaged.class);
            }
            assertThat(marks).extracting(FeedbackMark::text).containsExactly("of row 27", "of row 47");
            assertThat(marks).extracting(FeedbackMark::number).containsExactly(-27L, -47L);
            assertThat(drops).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"format-1", "format-2", "format-2-classes"})
    void aStoredFolderGoesOn(String stored) throws Exception {
        try (FeedbackLog<Parcel> log = copyOf(stored)) {
            assertThat(log.label(StoredLog.ROWS - 4, true)).isEqualTo(LabelOutcome.JOINED);
            log.record(Parcel.of(2_000), "red", new double[] {0.5, 0.25, 0.25}, 9);
        }
        try (FeedbackLog<Parcel> log = open()) {
            assertThat(log.position(RowId.of(2_000))).isPresent();
            assertThat(log.counts().damagedBytes()).isZero();
        }
    }
}
