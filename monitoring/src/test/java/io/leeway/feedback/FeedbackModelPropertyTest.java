package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The log against a list of all that was told to it, in memory and in a folder that is closed and opened again. */
class FeedbackModelPropertyTest {
    private static final int IDS = 40;

    /** The naive model: every event, looked through anew for each question. */
    private static final class Model {
        private record Row(Parcel parcel, Instant recorded) {}

        private record Label(int row, boolean value, Instant known) {}

        final List<Row> rows = new ArrayList<>();
        final List<Label> labels = new ArrayList<>();
        final Map<Long, Label> early = new HashMap<>();

        int newest(long id) {
            for (int i = rows.size() - 1; i >= 0; i--) {
                if (rows.get(i).parcel().id() == id) {
                    return i;
                }
            }
            return -1;
        }

        void record(Parcel parcel, Instant now) {
            rows.add(new Row(parcel, now));
            Label waiting = early.remove(parcel.id());
            if (waiting != null) {
                labels.add(new Label(rows.size() - 1, waiting.value(), waiting.known()));
            }
        }

        LabelOutcome label(long id, boolean value, Instant now) {
            int row = newest(id);
            if (row < 0) {
                Label before = early.get(id);
                if (before != null && before.value() == value) {
                    return LabelOutcome.DUPLICATE;
                }
                early.put(id, new Label(-1, value, now));
                return LabelOutcome.EARLY;
            }
            Label before = at(row, Instant.MAX);
            if (before != null && before.value() == value) {
                return LabelOutcome.DUPLICATE;
            }
            labels.add(new Label(row, value, now));
            return before == null ? LabelOutcome.JOINED : LabelOutcome.CORRECTED;
        }

        @Nullable
        Label at(int row, Instant moment) {
            Label found = null;
            for (Label label : labels) {
                if (label.row() == row && !label.known().isAfter(moment)) {
                    found = label;
                }
            }
            return found;
        }

        List<Parcel> labelledAt(Instant moment) {
            List<Parcel> result = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                Label label = at(i, moment);
                if (label != null && !rows.get(i).recorded().isAfter(moment)) {
                    result.add(rows.get(i).parcel().withLate(label.value()));
                }
            }
            return result;
        }
    }

    private static FeedbackLogBuilder<Parcel> builder(TestClock clock) {
        // segments of 32 rows
        return FeedbackLog.of(Parcel.SCHEMA).clock(clock).maxRows(256);
    }

    @Property(tries = 60)
    void aLogInMemoryAnswersAsTheModelDoes(@ForAll long seed) {
        TestClock clock = new TestClock();
        run(seed, clock, builder(clock).inMemory(), log -> log);
    }

    @Property(tries = 15)
    void aFolderThatIsOpenedAgainAnswersAsTheModelDoes(@ForAll long seed) throws Exception {
        Path folder = Files.createTempDirectory("feedback");
        try {
            TestClock clock = new TestClock();
            FeedbackLog<Parcel> last = run(seed, clock, builder(clock).open(folder), log -> {
                log.close();
                return builder(clock).open(folder);
            });
            last.close();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private interface Reopening {
        FeedbackLog<Parcel> reopen(FeedbackLog<Parcel> log);
    }

    private static FeedbackLog<Parcel> run(
            long seed, TestClock clock, FeedbackLog<Parcel> opened, Reopening reopening) {
        FeedbackLog<Parcel> log = opened;
        SplittableRandom random = new SplittableRandom(seed);
        Model model = new Model();
        long now = 0;
        int steps = 200;
        for (int i = 0; i < steps; i++) {
            // mostly forward, now and then back
            now += random.nextInt(10) == 0 ? -random.nextInt(20) : random.nextInt(5);
            clock.at(now);
            long id = random.nextInt(IDS);
            if (random.nextInt(3) == 0) {
                log.record(Parcel.of(id), random.nextDouble(), 1);
                model.record(Parcel.of(id), clock.instant());
            } else {
                boolean value = random.nextInt(4) > 0;
                assertThat(log.label(id, value)).isEqualTo(model.label(id, value, clock.instant()));
            }
            if (random.nextInt(50) == 0) {
                log = reopening.reopen(log);
            }
        }
        for (int i = 0; i < 10; i++) {
            Instant moment = TestClock.START.plusSeconds(random.nextInt((int) Math.max(1, now + 20)));
            assertThat(log.labelledAt(moment).toList()).isEqualTo(model.labelledAt(moment));
        }
        assertThat(log.entries(TestClock.START.plusSeconds(1_000_000)))
                .extracting(FeedbackEntry::row)
                .extracting(Parcel::id)
                .isEqualTo(model.rows.stream().map(row -> row.parcel().id()).toList());
        assertThat(log.counts().earlyWaiting()).isEqualTo(model.early.size());
        assertThat(log.counts().rows()).isEqualTo(model.rows.size());
        return log;
    }
}
