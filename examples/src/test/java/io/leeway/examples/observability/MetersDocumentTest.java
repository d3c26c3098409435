package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringMetrics;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.retraining.RetrainerMetrics;
import io.leeway.serving.LiveModelMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of meters is what the binders register with a service that binds all of them. */
class MetersDocumentTest {

    private static final Pattern NAME = Pattern.compile("\\bleeway_\\w+");
    private static final SortedMap<String, Meter.Id> METERS = new TreeMap<>();
    private static final Set<String> EXPOSED = new TreeSet<>();

    @BeforeAll
    static void bind() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ObservedFlights service = new ObservedFlights(Year.read(), registry);
        service.fly(10);
        ModelMonitor.of(Flight.SCHEMA)
                .name("outcomes")
                .labelledReference(ScoredRows.binary(new double[100]).labels(new boolean[100]))
                .estimatedPerformance()
                .harm(0.1, 0.05)
                .fairness(0.2, Flight.SCHEMA.sensitive().get(0))
                .bindTo(registry)
                .build();
        registry.getMeters().forEach(meter -> METERS.putIfAbsent(meter.getId().getName(), meter.getId()));
        NAME.matcher(registry.scrape().replaceAll("(?m)^#.*$", ""))
                .results()
                .forEach(found -> EXPOSED.add(found.group()));
        assertThat(service.live().version().number()).isEqualTo(1);
    }

    @Test
    void theTableOfMetersIsUpToDate() throws IOException {
        String table = METERS.values().stream().map(MetersDocumentTest::row).collect(Collectors.joining());
        Generated.compare(Generated.ROOT.resolve("docs/meters.md"), """
                # Meters

                Generated from the binders by `MetersDocumentTest`; it fails where this table is out of date. Rewrite it by:

                ```
                %s
                ```

                Nothing is published unless a registry of Micrometer is bound; [observability.md](observability.md) shows how.

                | meter | in Prometheus | type | unit | tags | meaning |
                |---|---|---|---|---|---|
                %s""".formatted(Generated.command(), table));
    }

    private static String row(Meter.Id id) {
        String tags = id.getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(", "));
        return "| `" + id.getName() + "` | " + exposed(id) + " | "
                + id.getType().name().toLowerCase(Locale.ROOT) + " | " + unit(id) + " | " + tags + " | "
                + Objects.requireNonNull(id.getDescription()) + " |\n";
    }

    private static String unit(Meter.Id id) {
        return id.getType() == Meter.Type.TIMER ? "seconds" : Objects.requireNonNullElse(id.getBaseUnit(), "");
    }

    /** What Prometheus reads, by what is shown to it. */
    private static String exposed(Meter.Id id) {
        String unit = unit(id).isEmpty() ? null : unit(id);
        String name = new PrometheusNamingConvention().name(id.getName(), id.getType(), unit);
        List<String> names = Stream.of("", "_total", "_count", "_sum", "_bucket")
                .map(suffix -> name + suffix)
                .filter(EXPOSED::contains)
                .toList();
        assertThat(names).as(id.getName()).isNotEmpty();
        return names.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
    }

    @Test
    void eachMeterIsAConstantOfItsBinderAndEachConstantAMeter() {
        SortedSet<String> constants = Stream.of(MonitoringMetrics.class, LiveModelMetrics.class, RetrainerMetrics.class)
                .flatMap(binder -> Stream.of(binder.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(MetersDocumentTest::value)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(METERS.keySet()).isEqualTo(constants);
    }

    private static String value(Field field) {
        try {
            return (String) Objects.requireNonNull(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording.yml", "alerts.yml", "alerts_test.yml"})
    void rulesNameMetersThatExist(String file) throws IOException {
        Path rules = Generated.ROOT.resolve("examples/observability/prometheus").resolve(file);
        Set<String> named = NAME.matcher(Files.readString(rules).replaceAll("\\w+:leeway_\\w+:\\w+", ""))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isNotEmpty().isSubsetOf(EXPOSED);
    }

    @Test
    void eachAlertIsUnitTestedAndExplained() throws IOException {
        Path rules = Generated.ROOT.resolve("examples/observability/prometheus");
        List<String> alerts = matches("(?m)^ +- alert: (\\w+)$", rules.resolve("alerts.yml"));

        assertThat(alerts).hasSize(16).doesNotHaveDuplicates();
        assertThat(matches("(?m)^  - name: (\\w+)$", rules.resolve("alerts_test.yml")))
                .isEqualTo(alerts);
        assertThat(matches("(?m)^### (\\w+)$", Generated.ROOT.resolve("docs/observability.md")))
                .isEqualTo(alerts);
    }

    private static List<String> matches(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
