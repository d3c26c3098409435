package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that code generates: they are compared with what it generates now, or written anew. */
final class Generated {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Generated() {}

    static void compare(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("leeway.rewrite")) {
            Files.writeString(file, generated);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s is out of date; rewrite it by: %s", ROOT.relativize(file), command())
                .isEqualTo(generated);
    }

    static String command() {
        return "./mvnw -q test -pl examples -am -Dtest=MetersDocumentTest,ObservationsDocumentTest,DashboardsTest -Dleeway.rewrite=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false";
    }
}
