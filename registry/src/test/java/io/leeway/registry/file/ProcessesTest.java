package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.AuditAction;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on a real folder. */
@Timeout(120)
class ProcessesTest {

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    private Process start(String id, int registrations) throws IOException {
        Process process = RegistryProcess.start(folder, id, registrations);
        started.add(process);
        return process;
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<Integer> numbers(Process process) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (BufferedReader lines = output(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                numbers.add(Integer.parseInt(line));
            }
        }
        return numbers;
    }

    @Test
    void threeProcessesThatWriteAtOnceGetConsecutiveNumbersAndLoseNoMove() throws Exception {
        int each = 10;
        List<Process> processes = new ArrayList<>();
        for (String id : List.of("p", "q", "r")) {
            processes.add(start(id, each));
        }
        List<Integer> all = new ArrayList<>();
        for (Process process : processes) {
            List<Integer> mine = numbers(process);
            assertThat(process.waitFor()).isZero();
            assertThat(mine).hasSize(each).isSorted();
            all.addAll(mine);
        }

        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 3 * each).boxed().toList());
        FileRegistry registry = FileRegistry.open(folder);
        assertThat(registry.verify("shared").problems()).isEmpty();
        assertThat(registry.audit("shared"))
                .filteredOn(event -> event.action() == AuditAction.MOVE_ALIAS)
                .hasSize(3 * each);
        assertThat(registry.versions("shared"))
                .allSatisfy(version -> assertThat(new String(registry.read(version), StandardCharsets.UTF_8))
                        .startsWith(version.metadata().get("by") + "/"));
    }

    @Test
    void aProcessThatIsKilledLosesNothingThatWasAcknowledgedAndHoldsUpNobody() throws Exception {
        int acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            Process victim = start("victim" + round, 1_000_000);
            Process other = start("other" + round, 1_000_000);
            BufferedReader lines = output(victim);
            for (int i = 0; i <= 2 * round; i++) {
                acknowledged = Math.max(acknowledged, Integer.parseInt(lines.readLine()));
            }
            // through the handle: Process.destroyForcibly() would close the output before it is read
            victim.toHandle().destroyForcibly();
            victim.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Math.max(acknowledged, Integer.parseInt(line));
            }
            // the other one goes on after the death of the first
            BufferedReader others = output(other);
            int seen = 0;
            while (seen <= acknowledged) {
                seen = Integer.parseInt(others.readLine());
            }
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
            acknowledged = seen;

            FileRegistry registry = FileRegistry.open(folder);
            Verification verification = registry.verify("shared");
            assertThat(verification.problems()).isEmpty();
            RegisteredModel model = registry.model("shared");
            assertThat(model.versions())
                    .extracting(ModelVersion::number)
                    .containsExactlyElementsOf(IntStream.rangeClosed(
                                    1, model.latest().orElseThrow().number())
                            .boxed()
                            .toList())
                    .contains(acknowledged);
        }
    }

    @Test
    void twoRegistriesOnOneFolderInOneProcessShareTheLockEvenThroughALink() throws Exception {
        Path real = folder.resolve("real");
        FileRegistry first = FileRegistry.open(real);
        Path link = java.nio.file.Files.createSymbolicLink(folder.resolve("link"), real);
        int each = 8;
        List<Throwable> thrown = inThreads(
                () -> RegistryProcess.main(new String[] {real.toString(), "a", "" + each}),
                () -> RegistryProcess.main(new String[] {link.toString(), "b", "" + each}));

        assertThat(thrown).isEmpty();
        assertThat(first.versions("shared")).hasSize(2 * each);
        assertThat(first.verify("shared").problems()).isEmpty();
    }

    @Test
    void twoCopiesOfTheLibraryInOneProcessShareTheLock() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        int each = 6;
        try (URLClassLoader copy = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> other = copy.loadClass(RegistryProcess.class.getName());
            assertThat(other).isNotSameAs(RegistryProcess.class);
            List<Throwable> thrown = inThreads(
                    () -> RegistryProcess.main(new String[] {folder.toString(), "a", "" + each}),
                    () -> other.getMethod("main", String[].class)
                            .invoke(null, (Object) new String[] {folder.toString(), "b", "" + each}));
            assertThat(thrown).isEmpty();
        }

        FileRegistry registry = FileRegistry.open(folder);
        assertThat(registry.versions("shared")).hasSize(2 * each);
        assertThat(registry.verify("shared").problems()).isEmpty();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static List<Throwable> inThreads(Work... works) throws InterruptedException {
        List<Throwable> thrown = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (Work work : works) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (Exception | Error e) {
                    thrown.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return thrown;
    }
}
