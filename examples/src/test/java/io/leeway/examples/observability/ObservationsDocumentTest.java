package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.MonitoringObservations;
import io.leeway.observation.Activity;
import io.leeway.pipeline.PipelineObservations;
import io.leeway.retraining.RetrainerObservations;
import io.leeway.serving.LiveModelObservations;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of observations is what the packages declare. */
class ObservationsDocumentTest {

    private static List<Activity> activities() {
        return Stream.of(
                        LiveModelObservations.class,
                        MonitoringObservations.class,
                        PipelineObservations.class,
                        RetrainerObservations.class)
                .flatMap(declared -> Stream.of(declared.getFields()))
                .filter(field -> field.getType() == Activity.class)
                .map(ObservationsDocumentTest::value)
                .sorted(Comparator.comparing(Activity::name))
                .toList();
    }

    private static Activity value(Field field) {
        try {
            return (Activity) Objects.requireNonNull(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theTableOfObservationsIsUpToDate() throws IOException {
        String table = activities().stream().map(ObservationsDocumentTest::row).collect(Collectors.joining());
        Generated.compare(Generated.ROOT.resolve("docs/observations.md"), """
                # Observations

                Generated from the declared activities by `ObservationsDocumentTest`; it fails where this table is out of date.
                Rewrite it by:

                ```
                %s
                ```

                Nothing is observed unless an observer is given; [observability.md](observability.md) shows how. Tags have few
                different values and are always present (`none` if unknown); details have any number of values.

                | observation | tags (low cardinality) | details (high cardinality) | meaning |
                |---|---|---|---|
                %s""".formatted(Generated.command(), table));
    }

    private static String row(Activity activity) {
        return "| `" + activity.name() + "` | " + String.join(", ", activity.tags()) + " | "
                + String.join(", ", activity.details()) + " | " + activity.meaning() + " |\n";
    }

    @Test
    void eachNameIsUsedOnce() {
        assertThat(activities()).hasSize(10).extracting(Activity::name).doesNotHaveDuplicates();
    }
}
