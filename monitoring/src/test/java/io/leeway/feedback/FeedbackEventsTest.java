package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackEventsTest {
    @TempDir
    private Path folder;

    private final List<Object> told = new ArrayList<>();

    /** Notes what a log tells, as {@link #read} notes what it has. */
    private static final CellReader<Parcel> CELLS = CellReader.of(Parcel.SCHEMA);

    private final class Notes implements FeedbackListener, Admission {
        private int afterwards;

        @Override
        public boolean admits() {
            return true;
        }

        @Override
        public void recorded(long position) {
            told.add("row " + position);
        }

        @Override
        public void labelled(FeedbackLabel label) {
            told.add(label.position() + ": " + label.row() + " is "
                    + label.text().orElseThrow() + (label.outcome() == LabelOutcome.CORRECTED ? " after all" : ""));
        }

        @Override
        public void dropped(long before) {
            told.add("dropped before " + before);
        }

        @Override
        public void marked(FeedbackMark mark) {
            told.add(mark);
        }

        @Override
        public void afterwards() {
            afterwards++;
        }
    }

    private static List<Object> read(FeedbackLog<Parcel> log, long after) {
        List<Object> events = new ArrayList<>();
        for (FeedbackEvent<Parcel> event : log.events(after)) {
            if (event instanceof FeedbackEvent.Recorded<Parcel> row) {
                events.add("row " + row.position());
            } else if (event instanceof FeedbackEvent.Labelled<Parcel> label) {
                events.add(label.position() + ": " + label.row() + " is "
                        + label.text().orElseThrow() + (label.correction() ? " after all" : ""));
            } else if (event instanceof FeedbackEvent.Dropped<Parcel> dropped) {
                events.add("dropped before " + dropped.before());
            } else if (event instanceof FeedbackEvent.Marked<Parcel> marked) {
                events.add(marked.mark());
            } else {
                events.add("damage");
            }
        }
        return events;
    }

    private void script(FeedbackLog<Parcel> log, Notes notes, int from, int to) {
        RowCells cells = CELLS.cells();
        for (int i = from; i < to; i++) {
            CELLS.read(Parcel.of(i), cells);
            log.recordCells(cells, 0.5, 1, 1, i, notes);
            if (i % 3 == 0) {
                log.label(i, true);
            }
            if (i % 6 == 0) {
                log.label(i, false);
            }
            if (i % 4 == 0) {
                log.label(i + 1, true);
            }
            if (i % 5 == 0) {
                log.mark("five", i, "it is " + i);
            }
        }
    }

    @Test
    void theEventsOfALogAreWhatItsFollowersWereTold() {
        Notes notes = new Notes();
        FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).maxRows(64).inMemory();
        log.follow(notes);
        script(log, notes, 0, 60);

        assertThat(read(log, -1)).isEqualTo(told);
        assertThat(notes.afterwards).isGreaterThan(100);
    }

    @Test
    void eventsBehindAMarkAreThoseThatCameAfterIt() throws IOException {
        Notes notes = new Notes();
        long mark;
        try (FeedbackLog<Parcel> log = FeedbackLog.open(folder, Parcel.SCHEMA)) {
            script(log, notes, 0, 40);
            mark = log.mark("here", 7, "");
            told.clear();
            log.follow(notes);
            script(log, notes, 40, 50);
        }
        try (FeedbackLog<Parcel> log = FeedbackLog.open(folder, Parcel.SCHEMA)) {
            log.follow(notes);
            script(log, notes, 50, 60);

            assertThat(read(log, mark)).isEqualTo(told);
        }
    }

    @Test
    void droppedRowsAreAnEventAtTheMomentInWhichFollowersWereToldOfThem() {
        Notes notes = new Notes();
        FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).maxRows(64).inMemory();
        log.follow(notes);
        script(log, notes, 0, 500);
        List<Object> events = read(log, -1);

        assertThat(events).isEqualTo(told.subList(told.size() - events.size(), told.size()));
        assertThat(events)
                .filteredOn(event -> String.valueOf(event).startsWith("dropped"))
                .hasSizeGreaterThan(5);
    }

    @Test
    void rowsThatWereDroppedAtOpeningAreToldWithTheNextRecord() throws IOException {
        Notes notes = new Notes();
        try (FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).maxRows(80).open(folder)) {
            script(log, notes, 0, 60);
        }
        told.clear();
        try (FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).maxRows(40).open(folder)) {
            log.follow(notes);
            long mark = log.mark("first", 1, "");

            assertThat(told).hasSize(2).first().asString().startsWith("dropped before ");
            assertThat(read(log, -1)).endsWith(told.toArray());
            assertThat(mark).isPositive();
        }
    }

    @Test
    void aDamagedRecordAndALostSegmentAreEventsAndWhatIsBehindIsFound() throws IOException {
        Notes notes = new Notes();
        try (FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).maxRows(64).open(folder)) {
            script(log, notes, 0, 60);
        }
        List<Path> segments;
        try (Stream<Path> files = Files.list(folder)) {
            segments = files.filter(file -> file.toString().endsWith(".feedback"))
                    .sorted()
                    .toList();
        }
        byte[] bytes = Files.readAllBytes(segments.get(1));
        bytes[bytes.length / 2] ^= 1;
        Files.write(segments.get(1), bytes);
        Files.delete(segments.get(4));
        try (FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).maxRows(64).open(folder)) {
            List<Object> events = read(log, -1);

            assertThat(events).filteredOn("damage"::equals).hasSize(2);
            events.removeIf("damage"::equals);
            assertThat(events).hasSizeGreaterThan(60).isSubsetOf(read(log, -1));
        }
    }

    @Test
    void aWriteThatWasCutShortIsNoDamage() throws IOException {
        Notes notes = new Notes();
        try (FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).open(folder)) {
            script(log, notes, 0, 20);
        }
        Path segment = folder.resolve("000000000000.feedback");
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        try (FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).open(folder)) {
            log.mark("next", 1, "");

            assertThat(read(log, -1)).doesNotContain("damage");
        }
    }

    @Test
    void whoFollowsFromAPositionIsToldWhatHappenedBehindItAndThenWhatHappens() {
        FeedbackLog<Parcel> log = FeedbackLog.inMemory(Parcel.SCHEMA);
        log.label(2, true);
        log.record(Parcel.of(1), 0.5, 1);
        long middle = log.end();
        log.record(Parcel.of(2), 0.25, 1);
        log.label(1, false);
        List<String> heard = new ArrayList<>();
        FeedbackListener listener = new FeedbackListener() {
            @Override
            public void recorded(long position, io.leeway.schema.RowCells row, FeedbackAnswer answer, long millis) {
                heard.add(position + ": " + row.whole(0) + " " + answer.number());
            }

            @Override
            public void labelled(FeedbackLabel label) {
                heard.add(label.position() + ": label of " + label.row());
            }

            @Override
            public void dropped(long before) {}
        };
        log.follow(middle, event -> heard.add(event.position() + ""), listener);
        assertThat(heard).hasSize(3).containsExactlyElementsOf(positions(log.events(middle)));
        long end = log.end();
        heard.clear();
        log.label(4, true);
        log.record(Parcel.of(3), 0.5, 1);
        log.record(Parcel.of(4), "class", 1);
        log.label(3, false);

        assertThat(heard.stream().map(line -> line.replaceAll(":.*", "")))
                .containsExactlyElementsOf(positions(log.events(end)));
        assertThat(heard).hasSize(4).anyMatch(line -> line.endsWith(" NaN"));
    }

    private static List<String> positions(Iterable<FeedbackEvent<Parcel>> events) {
        List<String> positions = new ArrayList<>();
        events.forEach(event -> positions.add(event.position() + ""));
        return positions;
    }
}
