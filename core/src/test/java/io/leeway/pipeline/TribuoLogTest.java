package io.leeway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A first run prints nothing that nobody asked for: seen from outside, in a process with the JDK's own logging. */
class TribuoLogTest {

    /** Trains with each trainer. */
    public static final class FirstRun {
        private FirstRun() {}

        public static void main(String[] arguments) {
            Pipeline.classification("rings", TrainersTest.POINTS)
                    .candidate("logistic", Trainers::logisticRegression)
                    .candidate("tree", Trainers::decisionTree)
                    .candidate("forest", Trainers::randomForest)
                    .build()
                    .run(TrainersTest.rings(200));
            Pipeline.regression("prices", Houses.SCHEMA)
                    .candidate("linear", Trainers::linearRegression)
                    .candidate("ridge", Trainers::ridge)
                    .candidate("tree", Trainers::regressionTree)
                    .candidate("forest", Trainers::regressionForest)
                    .build()
                    .run(Houses.sales(200, 1, 1));
        }
    }

    private static String printed(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstRun.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    @Test
    void aFirstRunPrintsNothing() throws Exception {
        // Micrometer, which monitoring may be given, asks for an SLF4J provider that this process does not have.
        assertThat(printed("-Dslf4j.internal.verbosity=ERROR").lines().filter(line -> !isOfTheJvm(line)))
                .isEmpty();
    }

    /** From JDK 24 on the JVM itself warns of what protobuf calls; nobody but an option of the JVM can prevent that. */
    private static boolean isOfTheJvm(String line) {
        return line.startsWith("WARNING: ")
                && (line.contains("sun.misc.Unsafe") || line.contains("com.google.protobuf.UnsafeUtil"));
    }

    @Test
    void whoAsksForTheLinesGetsThem() throws Exception {
        assertThat(printed("-Djava.util.logging.config.file=src/test/resources/tribuo-at-info.properties"))
                .contains("Training SGD model with 160 examples")
                .contains("Building model 99");
    }
}
