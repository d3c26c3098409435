package io.leeway.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the notebook as {@code ./examples/notebook} does, types what a user types next, and reads the screen. */
class NotebookTest {
    private static final Path SCRIPT = Path.of("src/main/jshell/flights.jsh").toAbsolutePath();
    private static final String FLIGHTS = "target/classes/io/leeway/examples/flights/flights-2013.csv.gz";
    private static final String WELCOME = "Welcome to JShell";

    @TempDir
    private static Path folder;

    private static List<String> script;
    private static String typed;

    @BeforeAll
    static void runTheScriptAndTypeOn() throws IOException, InterruptedException {
        Path screen = folder.resolve("screen.txt");
        Process jshell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jshell")
                                .toString(),
                        // What is typed here shall not replace the history of whoever runs the tests.
                        "-J-Djava.util.prefs.userRoot=" + folder,
                        "-R-Xmx512m",
                        "-R-Dfile.encoding=UTF-8",
                        "-R-Dflights=" + Path.of(FLIGHTS).toAbsolutePath(),
                        "--class-path",
                        System.getProperty("java.class.path"),
                        SCRIPT.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile())
                .start();
        try (Writer keyboard = jshell.outputWriter(StandardCharsets.UTF_8)) {
            for (String tip : tips()) {
                keyboard.write(tip + "\n");
            }
            keyboard.write("run.status()\n/list -all\n/exit\n");
        }
        assertThat(jshell.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String all = Files.readString(screen);
        assertThat(all).contains(WELCOME);
        script = all.substring(0, all.indexOf(WELCOME)).lines().toList();
        typed = all.substring(all.indexOf(WELCOME));
    }

    /** What the script's last words suggest to type next. */
    private static List<String> tips() throws IOException {
        String text = Files.readString(SCRIPT);
        return text.substring(text.indexOf("Try\n"), text.indexOf("and /exit"))
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void noSnippetIsRefusedOrThrows() {
        // Refused snippets are listed with numbers of their own: e1, e2, ...
        assertThat(typed).contains("s1 : import").doesNotContainPattern("(?m)^ *e\\d+ : ");
        assertThat(script).noneMatch(line -> line.contains("Exception") || line.contains("Error:"));
        assertThat(typed).doesNotContain("|  Exception", "|  Error:");
    }

    @Test
    void everyLineFitsATerminal() {
        assertThat(script).hasSizeGreaterThan(60).allMatch(line -> line.length() <= 80);
    }

    @Test
    void bothMonthsAreProfiledAndCompared() {
        assertThat(script)
                .contains("Profile of 27,004 rows", "Profile of 29,425 rows")
                .anyMatch(line -> line.matches("temp +psi +\\S+ +\\S+ +DRIFT"))
                .anyMatch(line -> line.matches("distance +psi +\\S+ +\\S+ +STABLE"));
    }

    @Test
    void aModelIsRegisteredAndIsTheChampion() {
        try (ModelRegistry registry = FileRegistry.open(folder.resolve("leeway-notebook"))) {
            assertThat(registry.resolve("flight-delay", "champion").number()).isEqualTo(1);
            assertThat(registry.verify("flight-delay").isIntact()).isTrue();
        }
        assertThat(script).contains("flight-delay: champion moved from none to v1");
    }

    @Test
    void plotsAreShownAsText() {
        assertThat(script)
                .anyMatch(line -> line.matches(" +reference: 27,004 values +current: 29,425 values.*"))
                .anyMatch(line -> line.matches(" *35 to +40 +[█▏▎▍▌▋▊▉]+ [\\d.]+ % +.*"))
                .anyMatch(line -> line.matches("log loss of January's model, week by week: 5\\d values"))
                .anyMatch(line -> line.matches(" *2013-01-\\S+ +201[34]-\\S+"));
        assertThat(typed).containsPattern("to +500 +[█▏▎▍▌▋▊▉]+ [\\d.]+ %");
    }

    @Test
    void aReportIsShownOrItsFileIsNamed() {
        assertThat(typed).containsPattern("==> (shown in the browser|open it yourself, .*): .*leeway-.*html");
    }

    @Test
    void theUserGoesOnWithEverythingAtHand() {
        assertThat(typed)
                .containsPattern("==> temp: psi is about \\S+, the limit is 0.2000: drift")
                .contains("moved alias/champion from none to 1", "==> {}", "==> PROMOTABLE");
        assertThat(typed.lines().filter(line -> line.contains("==> 48.1"))).hasSize(1);
    }
}
