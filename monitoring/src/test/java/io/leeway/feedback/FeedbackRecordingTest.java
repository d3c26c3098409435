package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recording costs, and what an interrupt does to it. */
class FeedbackRecordingTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<Parcel> PARCELS =
            LongStream.range(0, 10_000).mapToObj(Parcel::of).toList();

    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    private static long bytesOfRecording(FeedbackLog<Parcel> log, int rounds) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            for (Parcel parcel : PARCELS) {
                log.record(parcel, 0.25, 1);
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** Where it is full, segments that are dropped give their memory to later ones, and the texts of earlier parts are known. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRowOfAFullLogAllocatesNothing(boolean inMemory) {
        Schema<Parcel> schema = Schema.of(Parcel.class)
                .id("id")
                .time("sent")
                .without("arrived", "zone", "floor", "height")
                .response("late");
        FeedbackLogBuilder<Parcel> builder = FeedbackLog.of(schema).clock(clock).maxRows(40_000);
        try (FeedbackLog<Parcel> log = inMemory ? builder.inMemory() : builder.open(folder)) {
            bytesOfRecording(log, 20);
            // A segment of 625 rows and its file take a few hundred.
            assertThat(bytesOfRecording(log, 10) / (10.0 * PARCELS.size())).isLessThan(2);
        }
    }

    private static Parcel withCity(long id, String city) {
        Parcel of = Parcel.of(id);
        return new Parcel(
                id,
                of.sent(),
                of.arrived(),
                of.weight(),
                of.floor(),
                city,
                of.size(),
                of.zone(),
                of.height(),
                of.express(),
                false);
    }

    /** A text so long that the file must grow. */
    @Test
    void anInterruptedThreadIsToldThatNothingWasRecordedAndOthersGoOn() {
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).open(folder)) {
            log.record(Parcel.of(1), 0.5, 1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> log.record(withCity(2, "x".repeat(1_000_000)), 0.5, 1))
                    .isInstanceOf(FeedbackStorageException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.counts().rows()).isEqualTo(1);

            log.record(Parcel.of(3), 0.5, 1);
            assertThat(log.label(3, true)).isEqualTo(LabelOutcome.JOINED);
            assertThat(log.label(1, true)).isEqualTo(LabelOutcome.JOINED);
        }
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).open(folder)) {
            assertThat(log.counts().labelled()).isEqualTo(2);
        }
    }

    @Test
    void aClosedFolderHasNoByteThatIsNotOfARecord() throws IOException {
        long bytes;
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(80).open(folder)) {
            PARCELS.subList(0, 75).forEach(each -> log.record(each, 0.5, 1));
            bytes = log.counts().bytes();
        }
        long found = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found += Files.size(file);
            }
        }
        assertThat(found).isEqualTo(bytes);
    }

    @Test
    void anEarlyLabelFindsItsRowWhateverTheLengthOfTheFrame() {
        for (int length = 0; length < 400; length++) {
            SimulatedFiles files = new SimulatedFiles();
            FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).clock(clock).open(files);
            Parcel parcel = withCity(1, "x".repeat(length));
            log.label(1, true);
            log.record(parcel, 0.5, 1);

            FeedbackLog<Parcel> found =
                    FeedbackLog.of(Parcel.SCHEMA).clock(clock).open(files);
            assertThat(found.labelledAt(clock.instant()).toList())
                    .as("a text of %d characters", length)
                    .containsExactly(parcel.withLate(true));
            assertThat(found.counts().early()).isEqualTo(1);
            assertThat(found.counts().unreadable()).isZero();
        }
    }
}
