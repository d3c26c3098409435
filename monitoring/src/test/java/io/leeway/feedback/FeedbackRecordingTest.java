package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.leeway.schema.Schema;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** Without ids, so that the index does not grow; only the arrays of positions, labels and times do, a few times over. */
    @Test
    void aRowAllocatesNothingButItsTextsOnceAPart() {
        Schema<Parcel> schema = Schema.of(Parcel.class)
                .time("sent")
                .without("arrived", "zone", "floor", "height")
                .response("late");
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(schema).clock(clock).maxRows(20_000).open(folder)) {
            bytesOfRecording(log, 20);
            // A segment of 2,500 rows has arrays of 16 bytes a row, which grow by half: three times that.
            assertThat(bytesOfRecording(log, 20) / (20.0 * PARCELS.size())).isLessThan(80);
        }
    }

    @Test
    void anInterruptedThreadIsToldThatNothingWasRecordedAndOthersGoOn() {
        try (FeedbackLog<Parcel> log =
                FeedbackLog.of(Parcel.SCHEMA).clock(clock).open(folder)) {
            log.record(Parcel.of(1), 0.5, 1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> log.record(Parcel.of(2), 0.5, 1)).isInstanceOf(FeedbackStorageException.class);
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
    void anEarlyLabelFindsItsRowWhateverTheLengthOfTheFrame() {
        for (int length = 0; length < 400; length++) {
            SimulatedFiles files = new SimulatedFiles();
            FeedbackLog<Parcel> log = FeedbackLog.of(Parcel.SCHEMA).clock(clock).open(files);
            Parcel base = Parcel.of(1);
            Parcel parcel = new Parcel(
                    1,
                    base.sent(),
                    base.arrived(),
                    base.weight(),
                    base.floor(),
                    "x".repeat(length),
                    base.size(),
                    base.zone(),
                    base.height(),
                    base.express(),
                    false);
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
