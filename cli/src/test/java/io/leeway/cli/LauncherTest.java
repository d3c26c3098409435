package io.leeway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher with a Java that prints its arguments; continuous integration runs it with a real one and the executable archive. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("leeway").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path home = Path.of("");
    private Path jar = Path.of("");
    private Path cache = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("jdk"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.99\"\n");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        // Writes the archive that it is asked for, as Java does when it ends.
        Files.writeString(
                java,
                "#!/bin/sh\nfor each; do echo \"$each\"; case $each in -XX:ArchiveClassesAtExit=*)"
                        + " echo classes > \"${each#*=}\";; esac; done\nexit 3\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        jar = Files.createFile(folder.resolve("leeway-cli-1.2.3-all.jar"));
        cache = folder.resolve("cache");
    }

    private Shell.Ran launch(Map<String, String> more, String... args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
        builder.command().addAll(List.of(args));
        builder.directory(folder.toFile())
                .environment()
                .putAll(Map.of(
                        "JAVA_HOME", home.toString(), "LEEWAY_JAR", jar.toString(), "LEEWAY_CACHE", cache.toString()));
        builder.environment().putAll(more);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Shell.Ran(process.waitFor(), out, err);
    }

    @Test
    void theFirstUseWritesAnArchiveOfClassesAndLaterOnesReadIt() throws Exception {
        Path archive = cache.resolve("leeway-cli-1.2.3-all-17.0.99.jsa");

        String first = launch(Map.of(), "drift", "a b.csv").exits(3).out();
        String second = launch(Map.of(), "drift", "a b.csv").exits(3).out();

        assertThat(first)
                .contains("-XX:ArchiveClassesAtExit=" + archive)
                .endsWith("-jar\n" + jar + "\ndrift\na b.csv\n");
        assertThat(archive).exists();
        assertThat(second)
                .contains("-XX:SharedArchiveFile=" + archive + "\n", "-Xshare:auto\n", "-XX:+UseSerialGC\n")
                .endsWith("-jar\n" + jar + "\ndrift\na b.csv\n");
        assertThat(cache.toFile().list()).containsExactly(archive.getFileName().toString());
    }

    @Test
    void anArchiveOlderThanTheJarIsWrittenAgain() throws Exception {
        launch(Map.of()).exits(3);
        assertThat(jar.toFile().setLastModified(System.currentTimeMillis() + 60_000))
                .isTrue();

        assertThat(launch(Map.of()).exits(3).out()).contains("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void theOptimisingCompilerRunsForLargeFilesOnly() throws Exception {
        Path small = Files.write(folder.resolve("small.csv"), new byte[1_000_000]);
        Path large = Files.write(folder.resolve("large.csv.gz"), new byte[2_000_000]);

        assertThat(launch(Map.of(), "profile", small.toString()).out()).contains("-XX:TieredStopAtLevel=1\n");
        assertThat(launch(Map.of(), "drift", small.toString(), large.toString()).out())
                .contains("-XX:+TieredCompilation\n")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void withoutACacheOrAVersionThereIsNoArchive() throws Exception {
        assertThat(launch(Map.of("LEEWAY_CACHE", ""), "drift").exits(3).out())
                .isEqualTo("-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n-jar\n" + jar + "\ndrift\n");
        assertThat(launch(Map.of("LEEWAY_CACHE", "/dev/null/none"), "drift")
                        .exits(3)
                        .out())
                .doesNotContain("Archive");
        Files.delete(home.resolve("release"));
        assertThat(launch(Map.of(), "drift").exits(3).out()).doesNotContain("Archive");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(launch(Map.of("LEEWAY_JAR", folder.resolve("none.jar").toString()))
                        .exits(1)
                        .err())
                .startsWith("leeway: no leeway-cli-...-all.jar beside ");
        assertThat(launch(Map.of("JAVA_HOME", folder.resolve("none").toString()))
                        .exits(1)
                        .err())
                .startsWith("leeway: no Java here: install a JDK");
    }
}
