package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.registry.Alias;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.RegistryException;
import io.leeway.registry.contract.SteppingClock;
import io.leeway.registry.contract.disk.Killed;
import io.leeway.registry.contract.disk.SimulatedFolder.Fault;
import io.leeway.registry.contract.disk.SimulatedFolder.Survival;
import io.leeway.registry.memory.MemoryRegistry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dies before, within and after every operation of a script of changes, and looks at what the next process finds. */
class CrashTest {

    private static final ModelName A = ModelName.of("a");
    private static final ModelName B = ModelName.of("B");
    private static final Cause CAUSE = new Cause("test", "because");

    private static final List<Consumer<ModelRegistry>> SCRIPT = List.of(
            r -> r.register(A, artifact("one"), CAUSE),
            r -> r.moveAlias(A, Alias.CHAMPION, 0, 1, CAUSE),
            r -> r.register(A, artifact("two, which is longer"), CAUSE),
            r -> r.moveAlias(A, Alias.CHAMPION, 1, 2, CAUSE),
            r -> r.register(B, artifact("one"), CAUSE),
            r -> r.moveAlias(A, Alias.CHAMPION, 2, 0, CAUSE));

    /** What is stored after each step of the script, by the registry in memory; the first entry is before any. */
    private static final List<List<Optional<RegisteredModel>>> HISTORY = history();

    private static final Set<Fault> KILLS =
            EnumSet.of(Fault.KILL_BEFORE, Fault.KILL_HALFWAY, Fault.KILL_UNFORCED, Fault.KILL_AFTER);

    private static ModelArtifact artifact(String content) {
        return ModelArtifact.of(content.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .metadata("content", content)
                .lineage(Lineage.none().metric("logLoss", 0.5));
    }

    private static List<List<Optional<RegisteredModel>>> history() {
        ModelRegistry registry = MemoryRegistry.create(new SteppingClock());
        List<List<Optional<RegisteredModel>>> history = new ArrayList<>();
        history.add(all(registry));
        for (Consumer<ModelRegistry> step : SCRIPT) {
            step.accept(registry);
            history.add(all(registry));
        }
        return history;
    }

    private static List<Optional<RegisteredModel>> all(ModelRegistry registry) {
        return List.of(registry.find(A), registry.find(B));
    }

    /** Runs the script from a step until the disk kills the process; returns how many steps were acknowledged. */
    private static int run(SimulatedDisk disk, int firstStep) {
        int acknowledged = firstStep;
        try {
            SteppingClock clock = new SteppingClock();
            for (int i = 0; i < firstStep; i++) {
                clock.instant();
            }
            FileRegistry registry = new FileRegistry(disk, clock);
            while (acknowledged < SCRIPT.size()) {
                SCRIPT.get(acknowledged).accept(registry);
                acknowledged++;
            }
        } catch (Killed e) {
            return acknowledged;
        }
        return acknowledged;
    }

    private static long operationsOfTheScript() {
        SimulatedDisk disk = new SimulatedDisk();
        assertThat(run(disk, 0)).isEqualTo(SCRIPT.size());
        return disk.operations();
    }

    /** The step of the script at which the disk stands; fails unless it is one of the two that are allowed. */
    private static int stepOf(SimulatedDisk disk, int acknowledged, String where) {
        FileRegistry registry = new FileRegistry(disk, new SteppingClock());
        List<Optional<RegisteredModel>> found = all(registry);
        int next = Math.min(acknowledged + 1, SCRIPT.size());
        assertThat(found).as(where).isIn(HISTORY.get(acknowledged), HISTORY.get(next));
        for (ModelName name : registry.models()) {
            assertThat(registry.verify(name.value()).problems()).as(where).isEmpty();
        }
        return found.equals(HISTORY.get(next)) ? next : acknowledged;
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void theNextProcessFindsTheOldStateOrTheNewAndCanGoOn(Survival survival) {
        long operations = operationsOfTheScript();
        int seeds = survival == Survival.SOME ? 3 : 1;
        int runs = 0;
        for (Fault kill : KILLS) {
            for (long at = 1; at <= operations; at++) {
                for (int seed = 0; seed < seeds; seed++) {
                    String where = kill + " at operation " + at + ", " + survival + ", seed " + seed;
                    SimulatedDisk disk = new SimulatedDisk().faultAt(at, kill);
                    int acknowledged = run(disk, 0);
                    SimulatedDisk found = disk.reopened(survival, new Random(seed));
                    int step = stepOf(found, acknowledged, where);

                    assertThat(run(found, step)).as(where).isEqualTo(SCRIPT.size());
                    assertThat(stepOf(found, SCRIPT.size(), where)).isEqualTo(SCRIPT.size());
                    runs++;
                }
            }
        }
        assertThat(runs).isGreaterThan(200);
    }

    @Test
    void crashAfterCrashNothingAcknowledgedIsLost() {
        int operations = (int) operationsOfTheScript();
        Survival[] survivals = Survival.values();
        Fault[] kills = KILLS.toArray(Fault[]::new);
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            SimulatedDisk disk = new SimulatedDisk();
            int step = 0;
            int crashes = 0;
            while (step < SCRIPT.size()) {
                int at = 1 + random.nextInt(1 + operations / 4);
                int acknowledged = run(disk.faultAt(at, kills[random.nextInt(kills.length)]), step);
                crashes++;
                disk = disk.reopened(survivals[random.nextInt(survivals.length)], random);
                step = stepOf(disk, acknowledged, "seed " + seed + ", crash " + crashes);
            }
        }
    }

    @Test
    void theSimulationFindsARegistryThatForgetsToForce() {
        int lost = 0;
        long operations = operationsOfTheScript();
        for (long at = 1; at <= operations; at++) {
            SimulatedDisk disk = new SimulatedDisk().withoutForcing().faultAt(at, Fault.KILL_AFTER);
            int acknowledged = run(disk, 0);
            SimulatedDisk found = disk.reopened(Survival.NAMES_WITHOUT_BYTES, new Random(0));
            try {
                stepOf(found, acknowledged, "without forcing");
            } catch (AssertionError | RegistryException e) {
                lost++;
            }
        }
        assertThat(lost).isGreaterThan((int) operations / 2);
    }

    @Test
    void anOperationThatFailsIsReportedAndTheRegistryGoesOn() {
        long operations = operationsOfTheScript();
        for (long at = 1; at <= operations; at++) {
            SimulatedDisk disk = new SimulatedDisk().faultAt(at, Fault.FAIL);
            FileRegistry registry = new FileRegistry(disk, new SteppingClock());
            int failures = 0;
            for (Consumer<ModelRegistry> step : SCRIPT) {
                List<Optional<RegisteredModel>> before = all(registry);
                try {
                    step.accept(registry);
                } catch (RegistryException e) {
                    failures++;
                    assertThat(e).hasMessageContaining("No space left on device");
                    if (all(registry).equals(before)) {
                        step.accept(registry);
                    }
                }
                assertThat(all(registry)).isNotEqualTo(before);
            }
            assertThat(failures).as("failures at operation " + at).isEqualTo(1);
            assertThat(all(registry).get(0).orElseThrow().versions())
                    .extracting(ModelVersion::number)
                    .containsExactly(1, 2);
            assertThat(registry.verify("a").problems()).isEmpty();
            assertThat(registry.verify("B").problems()).isEmpty();
        }
    }

    @Test
    void afterADiskDidNotConfirmAWriteTheRegistryWritesNoMore() {
        SimulatedDisk disk = new SimulatedDisk();
        Storage failing = new ForwardingStorage(disk) {
            private boolean failed;

            @Override
            public void forceFolder(String folder) throws java.io.IOException {
                super.forceFolder(folder);
                if (!failed && folder.equals(Layout.versions(A))) {
                    failed = true;
                    throw new ForceFailedException(folder, new java.io.IOException("Input/output error"));
                }
            }
        };
        FileRegistry registry = new FileRegistry(failing, new SteppingClock());

        assertThatThrownBy(() -> registry.register(A, artifact("one"), CAUSE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> registry.register(A, artifact("one"), CAUSE))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("writes no more");
        assertThat(registry.find(A)).isEmpty();
        assertThat(new FileRegistry(disk, new SteppingClock())
                        .register(A, artifact("one"), CAUSE)
                        .number())
                .isEqualTo(1);
    }

    @Test
    void whatIsUnchangedIsNotReadAgain() {
        SimulatedDisk disk = new SimulatedDisk();
        run(disk, 0);
        FileRegistry registry = new FileRegistry(disk, new SteppingClock());
        registry.find(A);
        int before = disk.filesRead();
        for (int i = 0; i < 10; i++) {
            registry.find(A);
        }

        assertThat(disk.filesRead() - before).isEqualTo(10);
    }
}
