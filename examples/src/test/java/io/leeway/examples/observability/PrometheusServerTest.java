package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrometheusServerTest {
    @Test
    void aPrometheusThatIsNotThereIsNamedWithWhatToDo(@TempDir Path folder) {
        assertThatThrownBy(() -> new PrometheusServer("no-such-prometheus", folder, "127.0.0.1:1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no program no-such-prometheus here: install Prometheus")
                .hasMessageContaining("leave out -Pobservability");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPrometheusThatEndsAtOnceIsNotWaitedFor(@TempDir Path folder) {
        assertThatThrownBy(() -> new PrometheusServer("false", folder, "127.0.0.1:1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("false ended with 1; it says:");
    }
}
