package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the CI systems, by the schemas of their vendors and by actionlint. */
@Tag("delivery")
class LintIT {
    private static final Path SAMPLE = Path.of("delivery").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "vendor.gitlab-ci, default, .gitlab-ci.yml",
        "vendor.azure-pipelines, python, azure-pipelines.yml",
        "vendor.github-workflows, default, .github/workflows/deliver.yml"
    })
    void eachFileIsWhatTheSchemaOfItsVendorAllows(String schema, String expressions, String file) throws IOException {
        Shell.Result result = Shell.run(
                SAMPLE,
                Shell.machine(),
                "check-jsonschema",
                "--regex-variant",
                expressions,
                "--builtin-schema",
                schema,
                file);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void theWorkflowPassesActionlint() throws IOException {
        Shell.Result result = Shell.run(
                SAMPLE,
                Shell.machine(),
                "actionlint",
                "-config-file",
                ".github/actionlint.yaml",
                ".github/workflows/deliver.yml");

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
