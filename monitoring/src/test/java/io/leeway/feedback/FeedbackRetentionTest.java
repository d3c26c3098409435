package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.schema.RowCells;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackRetentionTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    private static List<Long> ids(FeedbackLog<Parcel> log) {
        List<Long> ids = new java.util.ArrayList<>();
        log.entries(TestClock.START.plusSeconds(1_000_000))
                .forEach(entry -> ids.add(entry.row().id()));
        return ids;
    }

    @Test
    void theNewestRowsAreKeptUpToTheNumberAskedForAndAtLeastSevenEighthsOfIt() {
        FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(800).inMemory();
        for (long id = 0; id < 5_000; id++) {
            log.record(Parcel.of(id), 0.5, 1);
            assertThat(log.counts().rows()).isBetween(Math.min(id + 1, 701), 800L);
        }

        List<Long> kept = ids(log);
        assertThat(kept)
                .isEqualTo(LongStream.range(5_000 - kept.size(), 5_000).boxed().toList());
        assertThat(log.counts().neverLabelled()).isEqualTo(5_000 - kept.size());
    }

    @Test
    void theNewestRowsAreReadFromHoweverManySegments() {
        FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(800).inMemory();
        for (long id = 0; id < 2_000; id++) {
            log.record(Parcel.of(id), 0.5, 1);
            log.label(id, true);
        }
        for (int n : new int[] {0, 1, 99, 100, 350, 10_000}) {
            int found = (int) Math.min(n, log.counts().rows());
            assertThat(log.newest(n).stream().map(Parcel::id))
                    .containsExactlyElementsOf(
                            LongStream.range(2_000 - found, 2_000).boxed().toList());
        }
    }

    @Test
    void aQueryWhoseSegmentsAreWrittenOverReadsWhatItHasAndThenSaysSo() {
        FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(800).inMemory();
        LongStream.range(0, 800).forEach(id -> log.record(Parcel.of(id), 0.5, 1));
        Iterator<FeedbackEntry<Parcel>> entries =
                log.entries(TestClock.START.plusSeconds(1_000_000)).iterator();
        Parcel first = entries.next().row();

        LongStream.range(800, 5_000).forEach(id -> log.record(Parcel.of(id), 0.5, 1));

        long next = first.id() + 1;
        assertThat(entries.next().row()).isEqualTo(Parcel.of(next));
        assertThatThrownBy(() -> entries.forEachRemaining(entry ->
                        assertThat(entry.row()).isEqualTo(Parcel.of(entry.row().id()))))
                .isInstanceOf(FeedbackStorageException.class)
                .hasMessageContaining("read again");
    }

    @Test
    void theFolderStaysWithinItsBytes() throws IOException {
        long most = 1 << 16;
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxBytes(most).open(folder)) {
            for (long id = 0; id < 5_000; id++) {
                log.record(Parcel.of(id), 0.5, 1);
                assertThat(log.counts().bytes()).isLessThanOrEqualTo(most);
            }
            assertThat(log.counts().bytes()).isGreaterThan(most * 7 / 8 - 1_000);
            // The open segment may have zeros behind its records, for those that come.
            assertThat(bytesOfFiles())
                    .isBetween(log.counts().bytes(), log.counts().bytes() + (1 << 14));
        }
        assertThat(bytesOfFiles()).isBetween(most * 7 / 8 - 1_000, most);
    }

    private long bytesOfFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void rowsAreDroppedWhenTheyAreTooOldAlsoWhereNothingWasRecordedMeanwhile() {
        FeedbackLogBuilder<Parcel> builder =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxAge(Duration.ofSeconds(800));
        try (FeedbackLog<Parcel> log = builder.open(folder)) {
            for (long id = 0; id < 2_000; id++) {
                clock.at(id);
                log.record(Parcel.of(id), 0.5, 1);
            }
            assertThat(ids(log).get(0)).isBetween(2_000L - 800 - 101, 2_000L - 800);
        }
        clock.at(2_500);
        try (FeedbackLog<Parcel> log = builder.open(folder)) {
            assertThat(ids(log).get(0)).isBetween(2_500L - 800 - 101, 2_500L - 800);
        }
        clock.at(10_000);
        try (FeedbackLog<Parcel> log = builder.open(folder)) {
            assertThat(ids(log)).isEmpty();
        }
    }

    @Test
    void aLabelOfADroppedRowIsOfNoRow() {
        FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(80).inMemory();
        LongStream.range(0, 200).forEach(id -> log.record(Parcel.of(id), 0.5, 1));

        assertThat(log.label(3, true)).isEqualTo(LabelOutcome.EARLY);
        assertThat(log.label(199, true)).isEqualTo(LabelOutcome.JOINED);
        LongStream.range(200, 400).forEach(id -> log.record(Parcel.of(id), 0.5, 1));
        // it was dropped with the segment in which it waited
        assertThat(log.counts().earlyWaiting()).isZero();
        assertThat(log.counts().unknown()).isEqualTo(1);
    }

    @Test
    void whatIsReadWhileSegmentsAreDroppedIsAsItWasWhenTheReadingBeganInMemory() {
        FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(80).inMemory();
        LongStream.range(0, 80).forEach(id -> log.record(Parcel.of(id), 0.5, 1));
        var reading = log.entries(clock.instant()).iterator();
        assertThat(reading.next().row().id()).isZero();

        log.record(Parcel.of(80), 0.5, 1);

        assertThat(reading.next().row().id()).isEqualTo(1);
    }

    @Test
    void rowsAreFoundWhetherTheirIdsAscendComeOutOfOrderComeAgainOrBeginAnew() {
        SplittableRandom random = new SplittableRandom(5);
        for (int disorder : new int[] {0, 1, 10, 100}) {
            FeedbackLog<Parcel> log =
                    FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(800).inMemory();
            Map<Long, Long> newest = new HashMap<>();
            List<Long> positions = new ArrayList<>();
            follow(log, positions);
            long repeated = 0;
            for (int i = 0; i < 6_000; i++) {
                // A sequence that begins anew after 3,500 rows, and some ids of the past.
                long id = (long) i % 3_500 - (random.nextInt(100) < disorder ? random.nextInt(900) : 0);
                repeated += kept(log, newest.get(id)) ? 1 : 0;
                log.record(Parcel.of(id), 0.5, 1);
                newest.put(id, positions.get(i));
            }
            newest.forEach((id, position) -> assertThat(log.position(RowId.of(id)))
                    .isEqualTo(kept(log, position) ? OptionalLong.of(position) : OptionalLong.empty()));
            assertThat(log.counts().repeatedIds()).isEqualTo(repeated);
        }
    }

    private static boolean kept(FeedbackLog<Parcel> log, @Nullable Long position) {
        return position != null && log.id(position).isPresent();
    }

    private static void follow(FeedbackLog<Parcel> log, List<Long> positions) {
        log.follow(new FeedbackListener() {
            @Override
            public void recorded(long position, RowCells row, FeedbackAnswer answer, long millis) {
                positions.add(position);
            }

            @Override
            public void labelled(FeedbackLabel label) {
                throw new AssertionError(label);
            }

            @Override
            public void dropped(long before) {
                // asked of the log
            }
        });
    }

    @Test
    void anIndexThatForgetsAsManyIdsAsComeKeepsItsTables() {
        IdIndex index = new IdIndex();
        IdIndex.Ids ids = (row, high, low) -> row * 977 == low;
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (long id = 0; id < 600_000; id++) {
            if (id == 400_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            index.put(RowId.NUMBER, id * 977, id, ids);
            index.forgetBefore(id - 99_999);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 200_000.0)
                .isLessThan(4);
        assertThat(index.find(RowId.NUMBER, 500_000 * 977L, ids)).isEqualTo(500_000);
        assertThat(index.find(RowId.NUMBER, 499_999 * 977L, ids)).isEqualTo(IdIndex.NONE);
    }

    @Test
    void anIndexTakesAtMostEighteenBytesAnIdOnceItHasGrown() {
        IdIndex index = new IdIndex();
        for (long id = 0; id < 1_000_000; id++) {
            index.put(RowId.NUMBER, id * 977, id, (row, high, low) -> row * 977 == low);
            if (id > 10_000 && id % 97 == 0) {
                assertThat(8.0 * index.cells() / (id + 1)).isLessThan(16.1);
            }
        }
        for (long id = 0; id < 1_000_000; id += 1_001) {
            assertThat(index.find(RowId.NUMBER, id * 977, (row, high, low) -> row * 977 == low))
                    .isEqualTo(id);
            assertThat(index.find(RowId.NUMBER, id * 977 + 1, (row, high, low) -> row * 977 == low))
                    .isEqualTo(IdIndex.NONE);
        }
        index.forgetBefore(500_000);
        for (long id = 1_000_000; id < 3_000_000; id++) {
            index.put(RowId.NUMBER, id * 977, id, (row, high, low) -> row * 977 == low);
            index.forgetBefore(id - 499_999);
            if (id % 97 == 0) {
                assertThat(8.0 * index.cells() / 500_000).isLessThan(32);
            }
        }
        assertThat(8.0 * index.cells() / 500_000).isLessThan(18);
        index.forgetBefore(2_500_000);
        index.settle((row, high, low) -> row * 977 == low);
        assertThat(index.size()).isEqualTo(500_000);
        assertThat(index.find(RowId.NUMBER, 2_499_999 * 977L, (row, high, low) -> row * 977 == low))
                .isEqualTo(IdIndex.NONE);
        assertThat(index.find(RowId.NUMBER, 2_500_000 * 977L, (row, high, low) -> row * 977 == low))
                .isEqualTo(2_500_000);
    }
}
