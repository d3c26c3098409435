package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long command line, such as one with a long class path, does not end the JVM when ONNX Runtime starts. */
class LongCommandLineTest {

    @TempDir
    private Path folder;

    /** Answers one row by ONNX Runtime, in a JVM of its own. */
    static final class OneAnswer {
        private OneAnswer() {}

        public static void main(String[] ignored) {
            ModelSpec<Orders.Order> spec = ModelSpec.classifier(Orders.CLASSES, "yes");
            OnnxModel model = OnnxModel.of(Orders.file("sk_logistic_columns.onnx"));
            try (Scorer<Orders.Order> scorer = OnnxFormat.create()
                    .compile(false)
                    .read(spec.withMetadata(model.metadata(spec)), Orders.bytes("sk_logistic_columns.onnx"))) {
                Orders.Order row = Orders.cases("sk_logistic_columns").get(0).row();
                System.out.println("score " + scorer.score(row, UnseenCategories.IGNORED));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6_000, 100_000})
    void startsWithACommandLineOf(int characters) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-Dpadding=" + "x".repeat(characters),
                        OneAnswer.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = java.start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        // Newer JDKs warn of native access before.
        assertThat(Files.readString(output)).containsPattern("(?m)^score 0\\.");
        assertThat(process.exitValue()).isZero();
    }
}
