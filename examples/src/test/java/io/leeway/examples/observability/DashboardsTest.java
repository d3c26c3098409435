package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards of the repository are those that the code generates, and nothing on them is without a name or a unit. */
class DashboardsTest {

    private static final Path FOLDER = Generated.ROOT.resolve("examples/observability/grafana/dashboards");

    static List<Dashboard> dashboards() {
        return Dashboards.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theFileIsWhatTheCodeGenerates(Dashboard dashboard) throws IOException {
        Generated.compare(FOLDER.resolve(GrafanaJson.file(dashboard)), GrafanaJson.of(dashboard));
    }

    @Test
    void noOtherFileLiesBesideThem() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            dashboards().stream().map(GrafanaJson::file).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void eachPanelHasADescriptionAUnitAndNamedQueries(Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.description()).isNotBlank();
            assertThat(panel.unit()).isNotBlank();
            assertThat(panel.queries()).isNotEmpty().allSatisfy(query -> {
                assertThat(query.legend()).isNotBlank();
                assertThat(query.expression()).contains("leeway_").contains("$model");
            });
        });
        assertThat(dashboard.panels()).extracting(Panel::title, Panel::shape).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsLieWithinTheGridAndDoNotOverlap(Dashboard dashboard) {
        boolean[][] taken = new boolean[200][24];
        for (JsonNode panel :
                JsonMapper.shared().readTree(GrafanaJson.of(dashboard)).get("panels")) {
            JsonNode place = panel.get("gridPos");
            for (int y = 0; y < place.get("h").intValue(); y++) {
                for (int x = 0; x < place.get("w").intValue(); x++) {
                    int row = place.get("y").intValue() + y;
                    int column = place.get("x").intValue() + x;
                    assertThat(taken[row][column])
                            .as(panel.get("title").asString())
                            .isFalse();
                    taken[row][column] = true;
                }
            }
        }
    }
}
