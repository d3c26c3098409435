package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.AuditAction;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.Verification;
import io.leeway.registry.contract.disk.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
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

    private final List<JavaProcess> started = new ArrayList<>();

    private JavaProcess start(String id, int registrations) throws IOException {
        JavaProcess process = RegistryProcess.start(folder, id, registrations);
        started.add(process);
        return process;
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(JavaProcess::close);
    }

    private static List<Integer> numbers(JavaProcess process) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (BufferedReader lines = process.lines()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                numbers.add(Integer.parseInt(line));
            }
        }
        return numbers;
    }

    @Test
    void threeProcessesThatWriteAtOnceGetConsecutiveNumbersAndLoseNoMove() throws Exception {
        int each = 10;
        List<JavaProcess> processes = new ArrayList<>();
        for (String id : List.of("p", "q", "r")) {
            processes.add(start(id, each));
        }
        List<Integer> all = new ArrayList<>();
        for (JavaProcess process : processes) {
            List<Integer> mine = numbers(process);
            assertThat(process.process().waitFor()).isZero();
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
            JavaProcess victim = start("victim" + round, 1_000_000);
            JavaProcess other = start("other" + round, 1_000_000);
            for (String line : victim.killAfter(2 * round + 1)) {
                acknowledged = Math.max(acknowledged, Integer.parseInt(line));
            }
            // the other one goes on after the death of the first
            BufferedReader others = other.lines();
            int seen = 0;
            while (seen <= acknowledged) {
                seen = Integer.parseInt(others.readLine());
            }
            other.close();
            assertThat(other.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
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
