package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of equal data have equal bytes, whichever JVM makes them and in whichever order the data came where order means nothing. */
class EqualBytesTest {
    private static final Instant NOON = Instant.parse("2013-05-01T12:00:00Z");

    /** Each JVM orders the entries of {@code Map.of} and {@code Set.of} in its own way, like the hashes of objects. */
    @Test
    void everyJvmGivesTheSameBytes(@TempDir Path folder) throws Exception {
        report(new Random(1)).writeTo(folder.resolve("here.html"));
        List<List<String>> runs = List.of(
                List.of(),
                List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Asia/Tokyo"),
                List.of("-Duser.language=th", "-Duser.country=TH", "-Dfile.encoding=UTF-16", "-XX:hashCode=2"),
                List.of("-Duser.language=tr", "-Duser.timezone=America/New_York"));

        for (int i = 0; i < runs.size(); i++) {
            Path file = folder.resolve("run" + i + ".html");
            run(runs.get(i), file, i);
            assertThat(Files.readAllBytes(file))
                    .as("run %s with %s", i, runs.get(i))
                    .isEqualTo(Files.readAllBytes(folder.resolve("here.html")));
        }
    }

    @Test
    void theOrderInWhichRowsAndEventsComeChangesNothing() {
        String html = report(new Random(1)).html();

        for (int seed = 2; seed < 12; seed++) {
            assertThat(report(new Random(seed)).html()).as("seed %s", seed).isEqualTo(html);
        }
    }

    private static void run(List<String> options, Path file, int seed) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EqualBytesTest.class.getName(),
                file.toString(),
                "" + seed));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
    }

    /** Writes the report; the arguments: the file, a seed for the order in which the data come. */
    public static void main(String[] arguments) {
        report(new Random(Integer.parseInt(arguments[1]))).writeTo(Path.of(arguments[0]));
    }

    /** The same report for each order. */
    private static HtmlReport report(Random order) {
        Profile reference = profile(11, 0, order);
        Profile current = profile(12, 0.5, order);
        DriftReport drift = DriftDetector.of(DriftTests.psi(), DriftTests.ks(), DriftTests.chiSquare())
                .compare(reference, current);
        List<Event> events = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            events.add(Event.of(NOON, kind, "one"));
            events.add(new Event(NOON, kind, "one", "why"));
            events.add(Event.of(NOON, kind, "two"));
            events.add(Event.of(NOON.plusSeconds(60L * kind.ordinal()), kind, "later"));
        }
        Collections.shuffle(events, order);
        return HtmlReport.titled("Equal bytes")
                .created(NOON)
                .fact("Model", "m")
                .section("Performance", "")
                .chart(TimeChart.titled("Log loss")
                        .series("loss", List.of(NOON, NOON.plusSeconds(3_600)), 0.5, 0.25)
                        .limit("limit", 0.4)
                        .limit("another", 0.3)
                        .events(events))
                .section("Drift", "")
                .drift(drift, reference, current)
                .section("Events", "")
                .events(events)
                .table(DataTable.titled("Numbers").columns("a", "b").row(Cell.text("x"), Cell.number(1234.5)))
                .build();
    }

    private static Profile profile(int seed, double shift, Random order) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>(
                random.doubles(2_000).map(value -> value + shift).boxed().toList());
        Collections.shuffle(values, order);
        List<String> names = new ArrayList<>(
                IntStream.range(0, 40).mapToObj(i -> "category " + i).toList());
        Collections.shuffle(names, order);
        Map<String, Long> counts = order.nextBoolean() ? new HashMap<>() : new TreeMap<>(Collections.reverseOrder());
        names.forEach(name -> counts.put(name, 10L + Math.floorMod(name.hashCode() + seed, 7) * 5L));
        long missing =
                2_000 - counts.values().stream().mapToLong(Long::longValue).sum();
        return Profile.builder()
                .feature(
                        "number",
                        NumericProfile.of(
                                values.stream().mapToDouble(Double::doubleValue).toArray()))
                .feature("category", CategoricalProfile.ofCounts(counts, missing))
                .build();
    }
}
