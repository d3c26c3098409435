package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.Alias;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that earlier versions wrote stay readable. */
class StoredFormatTest {

    private static final String MODEL = "Flight-delay";

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheStoredFolder() throws IOException, URISyntaxException {
        Path stored = Path.of(Objects.requireNonNull(StoredFormatTest.class.getResource("format-1"))
                .toURI());
        try (Stream<Path> all = Files.walk(stored)) {
            for (Path from : all.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(stored.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
    }

    @Test
    void formatOneIsReadAsItWasWritten() {
        FileRegistry registry = FileRegistry.open(folder);
        ModelVersion first = registry.resolve(MODEL, "champion");

        assertThat(registry.verify(MODEL).problems()).isEmpty();
        assertThat(registry.aliases(MODEL)).isEqualTo(Map.of(Alias.CHAMPION, 1, Alias.of("challenger"), 2));
        assertThat(registry.read(first)).isEqualTo("the first model".getBytes(StandardCharsets.UTF_8));
        assertThat(first.created()).isEqualTo(Instant.parse("2013-04-01T05:00:00.123456789Z"));
        assertThat(first.metadata()).isEqualTo(Map.of("format", "text"));
        assertThat(first.lineage())
                .isEqualTo(Lineage.none()
                        .trainedOn("sha256:00ff", 120_000)
                        .dataBetween(Instant.parse("2013-01-01T10:15:00Z"), Instant.parse("2013-03-31T23:59:00Z"))
                        .trainedBy("trainer \u00e9\ud83d\ude00")
                        .metric("logLoss", 0.30000000000000004)
                        .metric("auc", Double.NaN)
                        .metric("tiny", Double.MIN_VALUE)
                        .gate("accuracy at least 0.6", "passed: 0.71")
                        .createdBy("ci"));
        assertThat(registry.version(MODEL, 2).lineage().parentVersion()).hasValue(1);
        assertThat(registry.audit(MODEL))
                .extracting(AuditEvent::reason)
                .isEqualTo(List.of("nightly", "the first\none", "nightly", ""));
        assertThat(registry.model(MODEL).auditHead())
                .isEqualTo("76fa5f7a18e400fbf9c6d5d8618d8fa6870fe6bf55734b967b8bb60786435d34");
    }

    @Test
    void formatOneIsContinued() {
        FileRegistry registry = FileRegistry.open(folder);

        assertThat(registry.register(MODEL, ModelArtifact.of(new byte[] {1})).number())
                .isEqualTo(3);
        assertThat(FileRegistry.open(folder).verify(MODEL).problems()).isEmpty();
    }
}
