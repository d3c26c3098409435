package io.leeway.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.leeway.registry.contract.disk.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on a real folder. */
@Timeout(120)
class FeedbackProcessesTest {

    @TempDir
    private Path folder;

    @Test
    void aProcessThatIsKilledLosesNoRowAndNoLabelThatWasAcknowledged() throws Exception {
        Set<Long> acknowledged = new HashSet<>();
        for (int round = 0; round < 6; round++) {
            try (JavaProcess victim = FeedbackProcess.start(folder, 1 + 100_000L * round)) {
                for (String line : victim.killAfter(1 + 400 * round)) {
                    acknowledged.add(Long.parseLong(line));
                }
            }
            try (FeedbackLog<Parcel> log = FeedbackProcess.builder().open(folder)) {
                List<Parcel> found = log.labelledAt(java.time.Instant.now()).toList();
                assertThat(log.counts().unreadable()).isZero();
                assertThat(found.stream().map(Parcel::id).collect(Collectors.toSet()))
                        .containsAll(acknowledged);
                assertThat(found)
                        .allMatch(parcel -> parcel.equals(Parcel.of(parcel.id()).withLate(true)));
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(6_000);
    }

    @Test
    void aFolderThatAnotherProcessHasOpenIsRefused() throws Exception {
        try (JavaProcess other = FeedbackProcess.start(folder, 1)) {
            assertThat(other.lines().readLine()).isNotNull();

            assertThatThrownBy(() -> FeedbackLog.open(folder, Parcel.SCHEMA))
                    .isInstanceOf(FeedbackInUseException.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void aFolderThatThisProcessHasOpenIsRefusedUntilItIsClosed() throws IOException {
        FeedbackLog<Parcel> first = FeedbackLog.open(folder, Parcel.SCHEMA);
        assertThatThrownBy(() -> FeedbackLog.open(folder, Parcel.SCHEMA)).isInstanceOf(FeedbackInUseException.class);

        first.record(Parcel.of(1), 0.5, 1);
        first.close();

        try (FeedbackLog<Parcel> second = FeedbackLog.open(folder, Parcel.SCHEMA)) {
            assertThat(second.counts().rows()).isEqualTo(1);
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = java.nio.file.Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> FeedbackLog.open(file, Parcel.SCHEMA))
                .isInstanceOf(FeedbackStorageException.class)
                .hasMessageContaining("must be writable");
    }

    @Test
    void aFolderOnAReadOnlyFileSystemIsRefused() {
        // That of the running Java's modules: nobody may write to it, not even root.
        Path readOnly = Path.of(java.net.URI.create("jrt:/feedback"));

        assertThatThrownBy(() -> FeedbackLog.open(readOnly, Parcel.SCHEMA))
                .isInstanceOf(FeedbackStorageException.class)
                .hasMessageContaining("must be writable");
    }

    @Test
    void aFolderThatNobodyMayWriteToIsRefused() throws IOException {
        try (FeedbackLog<Parcel> log = FeedbackLog.open(folder, Parcel.SCHEMA)) {
            log.record(Parcel.of(1), 0.5, 1);
        }
        Path lock = folder.resolve("feedback.lock");
        assertThat(lock.toFile().setWritable(false) && folder.toFile().setWritable(false))
                .isTrue();
        try {
            assumeThat(Files.isWritable(lock))
                    .as("root may write to all files: run this as another user")
                    .isFalse();
            assertThatThrownBy(() -> FeedbackLog.open(folder, Parcel.SCHEMA))
                    .isInstanceOf(FeedbackStorageException.class)
                    .hasMessageContaining("must be writable");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }
}
