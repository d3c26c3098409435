package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.registry.Leases;
import io.leeway.registry.UnreadableRegistryException;
import io.leeway.registry.contract.LeasesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeasesTest extends LeasesContract {
    private static final Duration TIME = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Override
    protected Leases emptyLeases(Clock clock) {
        return FileRegistry.open(folder.resolve("models"), clock).leases();
    }

    @Test
    void anotherProcessSeesWhoHoldsALease() {
        Path shared = folder.resolve("shared");
        FileRegistry.open(shared).leases().take("flights", "one", TIME);

        assertThat(FileRegistry.open(shared).leases().take("flights", "two", TIME))
                .isEmpty();
    }

    @Test
    void aDamagedLeaseIsNamed() throws IOException {
        Leases leases = FileRegistry.open(folder.resolve("shared")).leases();
        leases.take("flights", "one", TIME);
        Files.writeString(folder.resolve("shared/leases/flights.json"), "{\"format\": 1}");

        assertThatThrownBy(() -> leases.take("flights", "one", TIME))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("flights.json");
    }
}
