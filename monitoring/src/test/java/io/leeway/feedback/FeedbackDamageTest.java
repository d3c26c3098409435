package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.registry.contract.disk.SimulatedFolder.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to a file: what is found is as it was, what is behind the damage is found, and the damage is counted. */
class FeedbackDamageTest {
    private static final Instant FOREVER = TestClock.START.plusSeconds(1_000_000);
    private static final int ROWS = 100;

    private static FeedbackLog<Parcel> open(SimulatedFiles files, long maxRows) {
        return FeedbackLog.of(Parcel.SCHEMA)
                .clock(new TestClock())
                .maxRows(maxRows)
                .open(files);
    }

    /** Rows, each with its label right behind it. */
    private static SimulatedFiles filled(int rows, long maxRows) {
        SimulatedFiles files = new SimulatedFiles();
        FeedbackLog<Parcel> log = open(files, maxRows);
        for (long id = 0; id < rows; id++) {
            log.record(Parcel.of(id), id, id);
            log.label(id, true);
        }
        return files;
    }

    private static List<FeedbackEntry<Parcel>> entries(FeedbackLog<Parcel> log) {
        List<FeedbackEntry<Parcel>> entries = new ArrayList<>();
        log.entries(FOREVER).forEach(entries::add);
        return entries;
    }

    /** Opens a damaged folder: each row that is found is as it was, and what is lost was counted. Returns the ids that are lost. */
    private static List<Long> lost(SimulatedFiles files, int rows, String what) {
        FeedbackLog<Parcel> log = open(files, 200);
        List<Long> lost = new ArrayList<>(LongStream.range(0, rows).boxed().toList());
        long last = -1;
        for (FeedbackEntry<Parcel> entry : entries(log)) {
            long id = entry.row().id();
            assertThat(id).as(what).isGreaterThan(last);
            last = id;
            Parcel right = Parcel.of(id).withLate(entry.labelled().isPresent());
            assertThat(entry.row()).as(what).isEqualTo(right);
            assertThat(entry.version()).as(what).isEqualTo(id);
            assertThat(entry.answer()).as(what).hasValue(id);
            lost.remove(id);
        }
        FeedbackCounts counts = log.counts();
        if (!lost.isEmpty() || counts.waiting() > 0) {
            assertThat(counts.damagedBytes() + counts.unreadable()).as(what).isPositive();
        }
        log.record(Parcel.of(5000), 0.5, 1);
        assertThat(log.label(5000, true)).as(what).isEqualTo(LabelOutcome.JOINED);
        return lost;
    }

    private static String pick(SimulatedFiles files, int choice) {
        List<String> all = files.files();
        return all.get(choice % all.size());
    }

    @Example
    void oneChangedByteInTheMiddleLosesOneRowAndAllBehindItAreFound() throws IOException {
        // one segment, whose texts come early
        SimulatedFiles files = filled(ROWS, 100_000);
        String name = files.files().get(0);
        byte[] bytes = files.readAll(name);
        bytes[bytes.length / 2] ^= 1;
        files.damage(name, bytes);

        FeedbackLog<Parcel> log = open(files, 100_000);

        // a row, or the label of one
        assertThat(log.counts().rows()).isBetween(ROWS - 1L, (long) ROWS);
        assertThat(log.counts().labelled()).isEqualTo(ROWS - 1);
        assertThat(log.counts().damagedBytes()).isBetween(10L, 100L);
        assertThat(entries(log)).extracting(entry -> entry.row().id()).contains(0L, (long) ROWS - 1);
    }

    @Example
    void aLostHeaderLosesItsPartAndNoOther() throws IOException {
        int rows = 8_000;
        SimulatedFiles files = filled(rows, 1 << 20);
        String name = files.files().get(0);
        byte[] bytes = files.readAll(name);
        assertThat(bytes.length).isGreaterThan(3 * Journal.PART_BYTES);
        // the second header is the first frame behind the first part
        Arrays.fill(bytes, Journal.PART_BYTES, Journal.PART_BYTES + 400, (byte) 0);
        files.damage(name, bytes);

        FeedbackLog<Parcel> log = open(files, 1 << 20);

        long most = rows * (long) Journal.PART_BYTES / bytes.length + 50;
        assertThat(rows - log.counts().rows()).isBetween(most / 2, most);
        assertThat(log.counts().damagedBytes()).isBetween(Journal.PART_BYTES * 9 / 10L, Journal.PART_BYTES * 11 / 10L);
        assertThat(entries(log)).allMatch(entry -> entry.row()
                .equals(Parcel.of(entry.version()).withLate(entry.labelled().isPresent())));
    }

    @Property(tries = 300)
    void aChangedBitCostsNoOtherSegment(@ForAll @IntRange(max = 99) int choice, @ForAll long seed) throws IOException {
        SimulatedFiles files = filled(ROWS, 200);
        String file = pick(files, choice);
        byte[] bytes = files.readAll(file);
        Random random = new Random(seed);
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        files.damage(file, bytes);

        // a segment has 25 rows
        assertThat(lost(files, ROWS, file + " with a changed bit in byte " + at).size())
                .isLessThanOrEqualTo(25);
    }

    @Property(tries = 200)
    void aStretchOfZerosOrNoise(@ForAll @IntRange(max = 99) int choice, @ForAll long seed) throws IOException {
        SimulatedFiles files = filled(ROWS, 200);
        String file = pick(files, choice);
        byte[] bytes = files.readAll(file);
        Random random = new Random(seed);
        int from = random.nextInt(bytes.length);
        boolean zeros = random.nextBoolean();
        // Zeros up to the end are what a process leaves behind that was killed.
        for (int i = from; i < bytes.length - (zeros ? 1 : 0) && i < from + 200; i++) {
            bytes[i] = zeros ? 0 : (byte) random.nextInt();
        }
        files.damage(file, bytes);

        assertThat(lost(files, ROWS, file + " with a damaged stretch from " + from)
                        .size())
                .isLessThanOrEqualTo(25);
    }

    @Property(tries = 100)
    void aTruncatedFile(@ForAll @IntRange(max = 99) int choice, @ForAll @IntRange(max = 9999) int length)
            throws IOException {
        SimulatedFiles files = filled(ROWS, 200);
        String file = pick(files, choice);
        byte[] bytes = files.readAll(file);
        files.damage(file, Arrays.copyOf(bytes, length % bytes.length));

        FeedbackLog<Parcel> log = open(files, 200);
        assertThat(log.counts().rows()).isGreaterThanOrEqualTo(ROWS - 25);
        assertThat(entries(log)).allMatch(entry -> entry.row()
                .equals(Parcel.of(entry.version()).withLate(entry.labelled().isPresent())));
    }

    @Property(tries = 50)
    void aFileInThePlaceOfAnotherIsNotTakenForIt(@ForAll @IntRange(max = 3) int from, @ForAll @IntRange(max = 3) int to)
            throws IOException {
        SimulatedFiles files = filled(ROWS, 200);
        String source = pick(files, from);
        String target = pick(files, to);
        files.damage(target, files.readAll(source));

        assertThat(lost(files, ROWS, target + " replaced by " + source)).hasSize(source.equals(target) ? 0 : 25);
    }

    @Example
    void aMissingSegmentCostsItsRowsAndItsLabelsAreOfNoRow() throws IOException {
        SimulatedFiles files = new SimulatedFiles();
        FeedbackLog<Parcel> log = open(files, 200);
        LongStream.range(0, ROWS).forEach(id -> log.record(Parcel.of(id), id, id));
        LongStream.range(0, ROWS).forEach(id -> log.label(id, true));
        files.lose(files.files().get(1));

        FeedbackLog<Parcel> found = open(files, 200);

        assertThat(found.counts().rows()).isEqualTo(75);
        assertThat(found.counts().labelled()).isEqualTo(75);
        assertThat(found.counts().unknown()).isEqualTo(25);
    }

    @Example
    void otherFilesInTheFolderAreLeftAlone() throws IOException {
        SimulatedFiles files = filled(10, 200);
        files.append("notes.txt", 0, java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(open(files, 200).counts().rows()).isEqualTo(10);
        assertThat(files.files()).contains("notes.txt");
    }

    @Example
    void aDiskThatCannotEvenCutOffItsHalfWriteIsWrittenToAgainWhereItCan() {
        SimulatedFiles files = new SimulatedFiles();
        FeedbackLog<Parcel> log = open(files, 200);
        log.record(Parcel.of(0), 0, 0);
        files.faultAt(1, Fault.REFUSE);
        assertThatThrownBy(() -> log.record(Parcel.of(1), 1, 1)).isInstanceOf(FeedbackStorageException.class);
        files.faultAt(0, Fault.NONE);

        log.record(Parcel.of(2), 2, 2);

        assertThat(entries(log)).extracting(entry -> entry.row().id()).containsExactly(0L, 2L);
        assertThat(entries(open(files, 200)))
                .extracting(entry -> entry.row().id())
                .containsExactly(0L, 2L);
    }
}
