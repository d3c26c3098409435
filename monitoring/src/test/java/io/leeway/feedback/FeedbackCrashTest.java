package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.registry.contract.disk.Killed;
import io.leeway.registry.contract.disk.SimulatedFolder.Fault;
import io.leeway.registry.contract.disk.SimulatedFolder.Survival;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dies before, within and after every operation of a script, and looks at what the next process finds. */
class FeedbackCrashTest {
    private static final Instant FOREVER = TestClock.START.plusSeconds(1_000_000);
    private static final int STEPS = 60;
    private static final Set<Fault> KILLS =
            EnumSet.of(Fault.KILL_BEFORE, Fault.KILL_HALFWAY, Fault.KILL_UNFORCED, Fault.KILL_AFTER);

    /** All that a log answers. */
    private record State(List<FeedbackEntry<Parcel>> entries, long earlyWaiting) {}

    /** What is stored after each step, by a log in memory; the first entry is before any. */
    private static final List<State> HISTORY = history();

    private static List<State> history() {
        TestClock clock = new TestClock();
        FeedbackLog<Parcel> log = builder(clock, Durability.PROCESS_CRASH).inMemory();
        List<State> history = new ArrayList<>(List.of(state(log)));
        for (int i = 0; i < STEPS; i++) {
            step(log, clock, i);
            history.add(state(log));
        }
        return history;
    }

    private static State state(FeedbackLog<Parcel> log) {
        List<FeedbackEntry<Parcel>> entries = new ArrayList<>();
        log.entries(FOREVER).forEach(entries::add);
        return new State(entries, log.counts().earlyWaiting());
    }

    private static FeedbackLogBuilder<Parcel> builder(TestClock clock, Durability durability) {
        // segments of 8 rows; none is dropped
        return FeedbackLog.of(Parcel.SCHEMA).clock(clock).durability(durability).maxRows(64);
    }

    /** Rows, labels that come late, corrected and early ones; every step changes what the log answers. */
    private static void step(FeedbackLog<Parcel> log, TestClock clock, int step) {
        clock.at(step);
        long id = step / 4;
        switch (step % 4) {
            case 0 -> log.record(Parcel.of(id), step / 7.0, step);
            case 1 -> log.label(id, id % 2 == 0);
            case 2 -> log.label(id >= 5 ? id - 5 : 1000 + id, id % 2 != 0);
            default -> log.record(Parcel.of(1000 + id), "class " + step, step);
        }
    }

    /** Runs the script from a step until the disk kills the process; returns how many steps were acknowledged. */
    private static int run(SimulatedFiles files, Durability durability, int firstStep) {
        int acknowledged = firstStep;
        try {
            TestClock clock = new TestClock();
            FeedbackLog<Parcel> log = builder(clock, durability).open(files);
            while (acknowledged < STEPS) {
                step(log, clock, acknowledged);
                acknowledged++;
            }
        } catch (Killed e) {
            return acknowledged;
        }
        return acknowledged;
    }

    private static long operations(Durability durability) {
        SimulatedFiles files = new SimulatedFiles();
        assertThat(run(files, durability, 0)).isEqualTo(STEPS);
        return files.operations();
    }

    private static int stepOf(SimulatedFiles files, int acknowledged, String where) {
        State found = state(builder(new TestClock(), Durability.PROCESS_CRASH).open(files));
        int next = Math.min(acknowledged + 1, STEPS);
        assertThat(found).as(where).isIn(HISTORY.get(acknowledged), HISTORY.get(next));
        return found.equals(HISTORY.get(next)) ? next : acknowledged;
    }

    private static int killEverywhere(Durability durability, Survival survival) {
        long operations = operations(durability);
        int runs = 0;
        for (Fault kill : KILLS) {
            for (long at = 1; at <= operations; at++) {
                String where = kill + " at operation " + at + ", " + survival;
                SimulatedFiles files = new SimulatedFiles().faultAt(at, kill);
                int acknowledged = run(files, durability, 0);
                SimulatedFiles found = files.reopened(survival, new Random(at));
                int step = stepOf(found, acknowledged, where);

                assertThat(run(found, durability, step)).as(where).isEqualTo(STEPS);
                assertThat(stepOf(found, STEPS, where)).isEqualTo(STEPS);
                runs++;
            }
        }
        return runs;
    }

    @Test
    void aProcessThatDiesAtAnyOperationLosesNothingAcknowledged() {
        assertThat(killEverywhere(Durability.PROCESS_CRASH, Survival.EVERYTHING))
                .isGreaterThan(200);
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void aMachineThatLosesPowerAtAnyOperationLosesNothingThatTheDiskConfirmed(Survival survival) {
        assertThat(killEverywhere(Durability.POWER_LOSS, survival)).isGreaterThan(400);
    }

    @Test
    void crashAfterCrashNothingAcknowledgedIsLost() {
        int operations = (int) operations(Durability.POWER_LOSS);
        Survival[] survivals = Survival.values();
        Fault[] kills = KILLS.toArray(Fault[]::new);
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles();
            int step = 0;
            int crashes = 0;
            while (step < STEPS) {
                int at = 1 + random.nextInt(operations / 4);
                int acknowledged =
                        run(files.faultAt(at, kills[random.nextInt(kills.length)]), Durability.POWER_LOSS, step);
                crashes++;
                files = files.reopened(survivals[random.nextInt(survivals.length)], random);
                step = stepOf(files, acknowledged, "seed " + seed + ", crash " + crashes);
            }
        }
    }

    @Test
    void theSimulationFindsALogThatForgetsToForce() {
        int lost = 0;
        long operations = operations(Durability.POWER_LOSS);
        for (long at = 1; at <= operations; at++) {
            SimulatedFiles files = new SimulatedFiles().withoutForcing().faultAt(at, Fault.KILL_AFTER);
            int acknowledged = run(files, Durability.POWER_LOSS, 0);
            try {
                stepOf(files.reopened(Survival.FORCED_ONLY, new Random(0)), acknowledged, "without forcing");
            } catch (AssertionError e) {
                lost++;
            }
        }
        assertThat(lost).isGreaterThan((int) operations / 2);
    }

    @Test
    void aSyncConfirmsAllThatWasRecordedBefore() {
        SimulatedFiles files = new SimulatedFiles();
        TestClock clock = new TestClock();
        FeedbackLog<Parcel> log = builder(clock, Durability.PROCESS_CRASH).open(files);
        for (int i = 0; i < 40; i++) {
            step(log, clock, i);
        }
        log.sync();

        assertThat(stepOf(files.reopened(Survival.FORCED_ONLY, new Random(0)), 40, "after sync"))
                .isEqualTo(40);
    }

    @Test
    void aFullDiskRefusesOneStepWholeAndTheLogGoesOnWhereThereIsRoomAgain() {
        long operations = operations(Durability.PROCESS_CRASH);
        for (long at = 1; at <= operations; at++) {
            SimulatedFiles files = new SimulatedFiles().faultAt(at, Fault.FAIL);
            TestClock clock = new TestClock();
            FeedbackLog<Parcel> log = builder(clock, Durability.PROCESS_CRASH).open(files);
            int failures = 0;
            for (int i = 0; i < STEPS; i++) {
                try {
                    step(log, clock, i);
                } catch (FeedbackStorageException e) {
                    failures++;
                    assertThat(e)
                            .hasMessageContaining("No space left on device")
                            .hasMessageContaining("/simulated/");
                    assertThat(state(log)).isEqualTo(HISTORY.get(i));
                    step(log, clock, i);
                }
                assertThat(state(log)).isEqualTo(HISTORY.get(i + 1));
            }
            assertThat(failures).as("failures at operation " + at).isEqualTo(1);
            assertThat(state(builder(clock, Durability.PROCESS_CRASH).open(files)))
                    .isEqualTo(HISTORY.get(STEPS));
        }
    }

    @Test
    void aFolderThatBecomesReadOnlyRefusesWhatComesAndKeepsWhatItHas() {
        SimulatedFiles files = new SimulatedFiles();
        TestClock clock = new TestClock();
        FeedbackLog<Parcel> log = builder(clock, Durability.PROCESS_CRASH).open(files);
        for (int i = 0; i < 20; i++) {
            step(log, clock, i);
        }
        files.faultAt(1, Fault.REFUSE);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> step(log, clock, 20))
                    .isInstanceOf(FeedbackStorageException.class)
                    .hasMessageContaining("nothing was recorded");
        }
        assertThat(state(log)).isEqualTo(HISTORY.get(20));
    }

    @Test
    void afterADiskDidNotConfirmTheLogTakesNoMore() {
        SimulatedFiles files = new SimulatedFiles();
        TestClock clock = new TestClock();
        FeedbackLog<Parcel> log = builder(clock, Durability.PROCESS_CRASH).open(files);
        step(log, clock, 0);
        files.faultAt(1, Fault.FAIL);

        assertThatThrownBy(log::sync)
                .isInstanceOf(FeedbackStorageException.class)
                .hasMessageContaining("did not confirm")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> step(log, clock, 1))
                .isInstanceOf(FeedbackStorageException.class)
                .hasMessageContaining("open the log again");
    }
}
