package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.CheckpointException.Reason;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.registry.contract.disk.Killed;
import io.leeway.registry.contract.disk.SimulatedFolder.Fault;
import io.leeway.registry.contract.disk.SimulatedFolder.Survival;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dies at many moments, and compares what the next process's monitor knows and says with one that never died. */
class CheckpointTest {
    private static final int STEPS = 2_200;
    private static final Unbroken UNBROKEN = new Unbroken();

    /** All that a monitor knows. */
    private record Known(
            List<MonitoringSnapshot> history,
            List<Incident> incidents,
            LabelCounts labels,
            Map<String, Double> performance,
            long labelled,
            long rows,
            List<Long> totals) {
        static Known of(ModelMonitor<Reading> monitor) {
            return new Known(
                    monitor.history(),
                    monitor.incidents(),
                    monitor.labels(),
                    monitor.performance().newest(200).classification(0.5).values(),
                    monitor.performance().total(),
                    monitor.rows(),
                    Arrays.stream(monitor.totals().state()).boxed().toList());
        }
    }

    /** Never dies. */
    private static final class Unbroken {
        private final List<String> said = new ArrayList<>();
        private final Known known;

        Unbroken() {
            FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
            ModelMonitor<Reading> monitor = telling(said).build();
            monitor.resume(log);
            for (int i = 0; i < STEPS; i++) {
                Reading.step(log, i);
            }
            known = Known.of(monitor);
        }
    }

    private static ModelMonitorBuilder<Reading> telling(List<String> said) {
        return Reading.monitor()
                .onSnapshot(window -> said.add(window.toString()))
                .onAlert(alert -> said.add(alert.toString()))
                .tell(notice ->
                        notice.events().stream().map(IncidentEvent::toString).forEach(said::add));
    }

    /** Records from a step to another, unless the disk kills the process; returns the next step. */
    private static int run(FeedbackLog<Reading> log, List<String> said, SimulatedCheckpoints files, int to) {
        ModelMonitor<Reading> monitor = null;
        try {
            monitor = telling(said).build(files);
            monitor.resume(log);
            int done = (int) log.counts().rows();
            if (done > 0) {
                // It died behind the row and before its label; a label that is known already changes nothing.
                Reading.label(log, done - 1);
            }
            for (int i = done; i < to; i++) {
                Reading.step(log, i);
            }
            return to;
        } catch (Killed e) {
            return -1;
        } finally {
            if (monitor != null) {
                monitor.unfollow();
            }
        }
    }

    private static ModelMonitor<Reading> resumed(FeedbackLog<Reading> log, SimulatedCheckpoints files) {
        ModelMonitor<Reading> monitor = Reading.monitor().build(files);
        monitor.resume(log);
        return monitor;
    }

    @Test
    void theStoryHasAnIncidentThatOpensAndCloses() {
        assertThat(UNBROKEN.known.incidents()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(UNBROKEN.said)
                .anyMatch(line -> line.contains("OPENED"))
                .anyMatch(line -> line.contains("CLOSED"))
                .anyMatch(line -> line.contains("temp drifted"));
        assertThat(UNBROKEN.known.labels().expired()).isPositive();
        assertThat(UNBROKEN.known.history()).hasSize(7);
    }

    @Test
    void aMonitorThatIsKilledBetweenAnyStepsGoesOnAsIfItHadNotBeen() {
        Random random = new Random(1);
        for (int run = 0; run < 4; run++) {
            FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
            SimulatedCheckpoints files = new SimulatedCheckpoints();
            List<String> said = new ArrayList<>();
            for (int step = 0; step < STEPS; ) {
                step = run(log, said, files, Math.min(STEPS, step + 1 + random.nextInt(900)));
                files = files.reopened(Survival.EVERYTHING, random);
            }
            assertThat(Known.of(resumed(log, files))).isEqualTo(UNBROKEN.known);
            assertThat(new LinkedHashSet<>(said)).containsExactlyElementsOf(UNBROKEN.said);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMonitorThatIsKilledAtAnyOperationOfTheDiskGoesOnAsIfItHadNotBeen(Survival survival) {
        for (Fault kill : List.of(Fault.KILL_BEFORE, Fault.KILL_HALFWAY, Fault.KILL_UNFORCED, Fault.KILL_AFTER)) {
            Random random = new Random(survival.ordinal());
            FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
            SimulatedCheckpoints files = new SimulatedCheckpoints();
            List<String> said = new ArrayList<>();
            int deaths = 0;
            for (int at = 1; run(log, said, files.faultAt(at, kill), STEPS) < STEPS; at = at % 19 + 5) {
                files = files.reopened(survival, random);
                deaths++;
            }
            String where = kill + ", " + survival;
            assertThat(deaths).as(where).isGreaterThan(4);
            assertThat(Known.of(resumed(log, files.reopened(Survival.EVERYTHING, random))))
                    .as(where)
                    .isEqualTo(UNBROKEN.known);
            assertThat(new LinkedHashSet<>(said)).as(where).containsExactlyElementsOf(UNBROKEN.said);
        }
    }

    @Test
    void whatIsKnownDependsOnTheLogAloneWhateverThreadsRecordEvaluateAndAsk() throws Exception {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ExecutorService evaluator = Executors.newSingleThreadExecutor();
        ModelMonitor<Reading> monitor = Reading.monitor().executor(evaluator).build(files);
        monitor.resume(log);
        SimulatedCheckpoints begin = files.reopened(Survival.EVERYTHING, new Random(1));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            int first = thread;
            tasks.add(threads.submit(() -> {
                for (int i = first; i < STEPS; i += 3) {
                    Reading.step(log, i);
                }
            }));
        }
        tasks.add(threads.submit(() -> {
            while (monitor.rows() < STEPS - 100) {
                assertThat(monitor.labels().waiting()).isNotNegative();
                assertThat(monitor.performance().size()).isNotNegative();
            }
        }));
        for (Future<?> task : tasks) {
            task.get();
        }
        threads.shutdown();
        evaluator.shutdown();
        assertThat(evaluator.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        Known known = Known.of(monitor);
        assertThat(known.rows()).isEqualTo(STEPS);
        assertThat(Known.of(resumed(log, begin))).isEqualTo(known);
        assertThat(Known.of(resumed(log, files.reopened(Survival.EVERYTHING, new Random(1)))))
                .isEqualTo(known);
    }

    @Test
    void aDiskThatIsFullCostsACheckpointAndNothingElse() {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = resumed(log, files);
        files.faultAt(2, Fault.REFUSE);
        for (int i = 0; i < 1_000; i++) {
            Reading.step(log, i);
        }
        assertThat(monitor.totals().checkpointFailures).hasValueGreaterThan(3);
        files.faultAt(0, Fault.NONE);
        for (int i = 1_000; i < STEPS; i++) {
            Reading.step(log, i);
        }
        assertThat(Known.of(monitor)).isEqualTo(UNBROKEN.known);
        assertThat(Known.of(resumed(log, files.reopened(Survival.EVERYTHING, new Random(1)))))
                .isEqualTo(UNBROKEN.known);
    }

    /** A folder after some windows, and the log. */
    private static SimulatedCheckpoints after(FeedbackLog<Reading> log, int steps) {
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        assertThat(run(log, new ArrayList<>(), files, steps)).isEqualTo(steps);
        return files.reopened(Survival.EVERYTHING, new Random(1));
    }

    private static List<String> checkpoints(SimulatedCheckpoints files) {
        return files.list().stream()
                .filter(name -> name.startsWith("checkpoint-"))
                .toList();
    }

    @Test
    void whereTheNewestCheckpointIsDamagedTheOneBeforeAndTheLogGiveTheSame() throws IOException {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = after(log, STEPS);
        List<String> two = checkpoints(files);
        assertThat(two).hasSize(2);
        byte[] whole = files.readAll(two.get(1));
        files.damage(two.get(1), Arrays.copyOf(whole, whole.length / 2));
        try (CapturedLog lines = new CapturedLog(ModelMonitor.class)) {
            assertThat(Known.of(resumed(log, files))).isEqualTo(UNBROKEN.known);
            assertThat(lines.messages()).anyMatch(line -> line.contains("the newest checkpoint is damaged"));
        }
    }

    private static Reason refused(SimulatedCheckpoints files) {
        try {
            Reading.monitor().build(files);
            throw new AssertionError("the checkpoint was read");
        } catch (CheckpointException e) {
            assertThat(e.getMessage()).startsWith(e.place());
            return e.reason();
        }
    }

    @Test
    void aCheckpointThatIsCutShortOrChangedAnywhereIsRefused() throws IOException {
        SimulatedCheckpoints files = after(FeedbackLog.inMemory(Reading.SCHEMA), 600);
        String file = checkpoints(files).get(1);
        files.lose(checkpoints(files).get(0));
        byte[] whole = files.readAll(file);
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            files.damage(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertThat(refused(files)).isEqualTo(Reason.DAMAGED);
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            files.damage(file, changed);
            assertThat(refused(files)).isEqualTo(Reason.DAMAGED);
        }
        files.damage(file, whole);
        assertThatCode(() -> Reading.monitor().build(files)).doesNotThrowAnyException();
    }

    @Test
    void aSoundEnvelopeAroundContentThatContradictsItselfIsRefused() throws IOException {
        SimulatedCheckpoints files = after(FeedbackLog.inMemory(Reading.SCHEMA), 600);
        String file = checkpoints(files).get(1);
        files.lose(checkpoints(files).get(0));
        byte[] whole = files.readAll(file);
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            byte[] changed = whole.clone();
            // lengths and names, which stand at the begin; other numbers may be any
            ByteBuffer.wrap(changed).putInt(14, -1 - random.nextInt(1_000));
            resum(changed);
            files.damage(file, changed);
            assertThat(refused(files)).isEqualTo(Reason.DAMAGED);
        }
    }

    private static void resum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {4, 6})
    void aCheckpointOfAnotherVersionOrShapeIsRefusedAlsoWhereAnOlderOneIsThere(int at) throws IOException {
        SimulatedCheckpoints files = after(FeedbackLog.inMemory(Reading.SCHEMA), 600);
        String file = checkpoints(files).get(1);
        byte[] other = files.readAll(file);
        other[at + 1]++;
        resum(other);
        files.damage(file, other);

        assertThat(refused(files)).isEqualTo(Reason.OTHER_VERSION);
    }

    @Test
    void aCheckpointOfOtherFeaturesOrPredictionsIsRefused() {
        SimulatedCheckpoints files = after(FeedbackLog.inMemory(Reading.SCHEMA), 600);

        assertThatThrownBy(() -> ModelMonitor.of(Reading.SCHEMA.without("wind")).build(files))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("give monitor \"model\" an empty folder");
        assertThatThrownBy(() -> ModelMonitor.of(Reading.SCHEMA).regression().build(files))
                .isInstanceOf(CheckpointException.class)
                .extracting(e -> ((CheckpointException) e).reason())
                .isEqualTo(Reason.OTHER_MONITOR);
    }

    @Test
    void aMonitorOfALogIsRecordedAndLabelledThereOnly() {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = after(log, 600);
        ModelMonitor<Reading> monitor = Reading.monitor().build(files);

        assertThatThrownBy(() -> monitor.record(Reading.of(1), 0.5))
                .isInstanceOf(MonitoringException.class)
                .hasMessageContaining("call resume(log)");
        monitor.resume(log);
        assertThatThrownBy(() -> monitor.record(Reading.of(1), 0.5))
                .isInstanceOf(MonitoringException.class)
                .hasMessageContaining("record them there only");
        assertThatThrownBy(() -> monitor.label(1, true)).isInstanceOf(MonitoringException.class);
        assertThatThrownBy(() -> monitor.resume(log)).isInstanceOf(MonitoringException.class);
        assertThat(monitor.follows(log)).isTrue();
    }

    @Test
    void theFirstTimeAMonitorBeginsWithTheEndOfTheLog() {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        for (int i = 0; i < 100; i++) {
            Reading.step(log, i);
        }
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = Reading.monitor().build(files);
        assertThat(monitor.resume(log)).isEqualTo(new Resumption(java.util.Optional.empty(), 0, 0, true));
        for (int i = 100; i < 110; i++) {
            Reading.step(log, i);
        }
        assertThat(monitor.rows()).isEqualTo(10);

        ModelMonitor<Reading> next = Reading.monitor().build(files.reopened(Survival.EVERYTHING, new Random(1)));
        assertThat(next.resume(log).rows()).isEqualTo(10);
        assertThat(next.rows()).isEqualTo(10);
        assertThat(next.labels()).isEqualTo(monitor.labels());
    }

    @Test
    void recordsThatTheLogHasDroppedAreReported() {
        FeedbackLog<Reading> log = FeedbackLog.of(Reading.SCHEMA).maxRows(400).inMemory();
        SimulatedCheckpoints files = after(log, 300);
        for (int i = 300; i < 1_500; i++) {
            Reading.step(log, i);
        }
        Resumption resumption = Reading.monitor().build(files).resume(log);

        assertThat(resumption.complete()).isFalse();
        assertThat(resumption.rows()).isBetween(300L, 400L);
    }

    @Test
    void withoutALogTheOpenWindowGoesOnFromTheLastCheckpoint() {
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = Reading.monitor().build(files);
        for (int i = 0; i < 500; i++) {
            monitor.record(Reading.of(i), Reading.of(i).score());
            monitor.label(i, Reading.of(i).hot());
        }
        Known before = Known.of(monitor);
        monitor.close();
        ModelMonitor<Reading> next = Reading.monitor().build(files.reopened(Survival.EVERYTHING, new Random(1)));
        assertThat(Known.of(next)).isEqualTo(before);
        for (int i = 500; i < 530; i++) {
            next.record(Reading.of(i), Reading.of(i).score());
        }
        assertThat(next.rows()).isEqualTo(530);
        assertThatThrownBy(() -> next.resume(FeedbackLog.inMemory(Reading.SCHEMA)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("without a log");
    }

    @Test
    void theOpenWindowOfRowsWithoutAnIdAndATimeGoesOnToo() {
        record Plain(double value, String kind) {}
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Plain> monitor = ModelMonitor.of(io.leeway.schema.Schema.of(Plain.class))
                .window(100)
                .build(files);
        for (int i = 0; i < 50; i++) {
            monitor.record(new Plain(i, "k" + i % 3), i == 7 ? Double.NaN : 0.5);
        }
        monitor.close();
        ModelMonitor<Plain> next = ModelMonitor.of(io.leeway.schema.Schema.of(Plain.class))
                .window(100)
                .build(files.reopened(Survival.EVERYTHING, new Random(1)));
        for (int i = 50; i < 100; i++) {
            next.record(new Plain(i, "k" + i % 4), 0.5);
        }
        assertThat(next.snapshot().rows()).isEqualTo(100);
        assertThat(next.snapshot().invalidPredictions()).isEqualTo(1);
        assertThat(next.snapshot().profile().numeric("value").mean()).isEqualTo(49.5);
        assertThat(next.snapshot().profile().categorical("kind").counts()).containsKeys("k0", "k1", "k2", "k3");
    }

    @Test
    void withoutALogRowsThatCameAfterTheCheckpointOfAProcessThatDiedAreCounted() {
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = Reading.monitor().window(1_000).build(files);
        for (int i = 0; i < 1_700; i++) {
            monitor.record(Reading.of(i), Reading.of(i).score());
        }
        SimulatedCheckpoints found = files.reopened(Survival.EVERYTHING, new Random(1));
        ModelMonitor<Reading> next = Reading.monitor().window(1_000).build(found);

        assertThat(next.rows()).isEqualTo(1_000);
        assertThat(next.totals().lost.get()).isBetween(700L - 64, 700L + 64);
        next.close();
        ModelMonitor<Reading> last =
                Reading.monitor().window(1_000).build(found.reopened(Survival.EVERYTHING, new Random(1)));
        assertThat(last.totals().lost).hasValue(next.totals().lost.get());
    }

    @Test
    void whoTookCareOfAnIncidentIsKnownAfterACrash() {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = resumed(log, files);
        for (int i = 0; i < Reading.BROKEN + 300; i++) {
            Reading.step(log, i);
        }
        Incident open = monitor.incidents().get(0);
        monitor.acknowledge(open.id(), "Ana", "asked the station");

        ModelMonitor<Reading> next = resumed(log, files.reopened(Survival.EVERYTHING, new Random(1)));
        assertThat(next.incidents()).isEqualTo(monitor.incidents());
        assertThat(next.incidents().get(0).acknowledgement().orElseThrow().who())
                .isEqualTo("Ana");
    }

    @Test
    void aReferenceThatReplacedAnotherIsKeptUntilTheApplicationGivesANewOne() {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = resumed(log, files);
        for (int i = 0; i < 300; i++) {
            Reading.step(log, i);
        }
        List<Reading> other = Reading.reference().subList(0, 300);
        monitor.rebase(other, Reading::score);
        ModelMonitor<Reading> next = resumed(log, files.reopened(Survival.EVERYTHING, new Random(1)));
        for (int i = 300; i < 700; i++) {
            Reading.step(log, i);
        }
        assertThat(next.reference()).isEqualTo(monitor.reference());
        assertThat(next.history()).isEqualTo(monitor.history());

        ModelMonitor<Reading> last = Reading.monitor()
                .reference(Reading.reference().subList(0, 350), Reading::score)
                .build(files.reopened(Survival.EVERYTHING, new Random(1)));
        assertThat(last.reference().orElseThrow().rows()).isEqualTo(350);
    }

    @Test
    void whatAReferenceThatReplacedAnotherVariesByIsKeptToo() {
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Reading> monitor = Reading.untested().build(files);
        monitor.resume(log);
        monitor.rebase(Reading.before(1_500), Reading::score);
        ModelMonitor<Reading> next = Reading.untested().build(files.reopened(Survival.EVERYTHING, new Random(1)));
        next.resume(log);
        for (int i = 0; i < STEPS; i++) {
            Reading.step(log, i);
        }
        assertThat(next.history()).isEqualTo(monitor.history());
        assertThat(next.incidents()).isEqualTo(monitor.incidents());
        assertThat(next.snapshot().verdict()).isNotEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aFolderIsOfOneMonitorAtATime(@TempDir Path folder) {
        ModelMonitor<Reading> monitor = Reading.monitor().checkpoint(folder).build();
        assertThatThrownBy(() -> Reading.monitor().checkpoint(folder).build())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("another monitor writes its checkpoints here");
        monitor.close();
        monitor.close();
        Reading.monitor().checkpoint(folder).build().close();
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused(@TempDir Path folder) throws IOException {
        Path file = java.nio.file.Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Reading.monitor().checkpoint(file).build())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("must be writable");
    }
}
