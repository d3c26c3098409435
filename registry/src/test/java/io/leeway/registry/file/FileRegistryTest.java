package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegistryException;
import io.leeway.registry.RegistryReadOnlyException;
import io.leeway.registry.UnreadableRegistryException;
import io.leeway.registry.contract.SteppingClock;
import io.leeway.registry.contract.disk.SimulatedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to a registry in a folder. */
class FileRegistryTest {

    @TempDir
    private Path temporary;

    private static ModelArtifact artifact(String content) {
        return ModelArtifact.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private Path filled() {
        Path folder = temporary.resolve("models");
        try (FileRegistry registry = FileRegistry.open(folder, new SteppingClock())) {
            registry.register("m", artifact("one"));
            registry.register("m", artifact("two").metadata("k", "v"));
            registry.moveAlias("m", "champion", 0, 1, "first");
        }
        return folder;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFolderHoldsWhatTheLayoutSays() throws IOException {
        assertThat(files(filled()))
                .containsExactly(
                        "blobs/" + artifact("two").sha256(),
                        "blobs/" + artifact("one").sha256(),
                        "models/m/audit.jsonl",
                        "models/m/state.json",
                        "models/m/versions/1.json",
                        "models/m/versions/2.json",
                        "registry.json",
                        "registry.lock");
    }

    @Test
    void whatWasWrittenIsThereWhenOpenedAgain() {
        Path folder = filled();

        FileRegistry again = FileRegistry.open(folder);

        assertThat(again.resolve("m", "champion").number()).isEqualTo(1);
        assertThat(again.version("m", 2).metadata()).containsEntry("k", "v");
        assertThat(again.read(again.version("m", 2))).isEqualTo("two".getBytes(StandardCharsets.UTF_8));
        assertThat(again.register("m", artifact("three")).number()).isEqualTo(3);
    }

    @Test
    void anOpenRegistrySeesWhatAnotherWrites() {
        Path folder = filled();
        FileRegistry reader = FileRegistry.open(folder);
        assertThat(reader.versions("m")).hasSize(2);
        FileRegistry.open(folder).register("m", artifact("three"));

        assertThat(reader.versions("m")).hasSize(3);
    }

    @Test
    void openingAndReadingWritesNothing() throws IOException {
        Path folder = temporary.resolve("empty");
        FileRegistry registry = FileRegistry.open(folder);

        assertThat(registry.models()).isEmpty();
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void aPathThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> FileRegistry.open(file))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> FileRegistry.open(file.resolve("below"))).isInstanceOf(RegistryException.class);
    }

    @Test
    void aFolderWithOtherThingsIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(temporary.resolve("thesis.tex"), "x");

        assertThatThrownBy(() -> FileRegistry.open(temporary))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("thesis.tex");
        assertThat(files(temporary)).containsExactly("thesis.tex");
    }

    @Test
    void aRegistryOfALaterFormatIsRefused() throws IOException {
        Path folder = filled();
        Files.writeString(folder.resolve("registry.json"), "{\"kind\":\"leeway-registry\",\"format\":2}");

        assertThatThrownBy(() -> FileRegistry.open(folder))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void aFileWhereAFolderIsNeededIsReportedWithItsName() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("models"));
        Files.writeString(folder.resolve("blobs"), "no folder");

        assertThatThrownBy(() -> FileRegistry.open(folder).register("m", artifact("a")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("blobs");
    }

    @Test
    void aStorageThatRefusesWritesIsReadAndWritingGivesTheTypedError() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        FileRegistry writer = new FileRegistry(disk, new SteppingClock());
        ModelVersion version = writer.register("m", artifact("one"));
        FileRegistry reader = new FileRegistry(disk.faultAt(0, SimulatedFolder.Fault.REFUSE), new SteppingClock());

        assertThat(reader.read(reader.version("m", 1))).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.verify("m").problems()).isEmpty();
        assertThatThrownBy(() -> reader.register("m", artifact("two")))
                .isInstanceOf(RegistryReadOnlyException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> reader.moveAlias("m", "champion", 0, 1, ""))
                .isInstanceOf(RegistryReadOnlyException.class);
        assertThat(reader.versions("m")).containsExactly(version);
    }

    /** No user, not even root, may write into an archive that is opened for one release of Java. */
    @Test
    void aReadOnlyFileSystemIsReadAndWritingGivesTheTypedError() throws IOException {
        Path folder = filled();
        Path archive = temporary.resolve("models.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.createDirectory(zip.getPath("META-INF"));
            Files.writeString(zip.getPath("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nMulti-Release: true\n");
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path from : all.toList()) {
                    Path to = zip.getPath("/models")
                            .resolve(folder.relativize(from).toString());
                    Files.copy(from, to);
                }
            }
        }
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("releaseVersion", "17"))) {
            assertThat(zip.isReadOnly()).isTrue();
            FileRegistry registry = FileRegistry.open(zip.getPath("/models"));

            assertThat(registry.read(registry.resolve("m", "champion")))
                    .isEqualTo("one".getBytes(StandardCharsets.UTF_8));
            assertThat(registry.verify("m").problems()).isEmpty();
            assertThatThrownBy(() -> registry.register("m", artifact("three")))
                    .isInstanceOf(RegistryReadOnlyException.class)
                    .hasMessageContaining("Reading still works");
            assertThatThrownBy(() -> registry.moveAlias("m", "champion", 1, 2, ""))
                    .isInstanceOf(RegistryReadOnlyException.class);
            assertThatThrownBy(() -> FileRegistry.open(zip.getPath("/other")))
                    .isInstanceOf(RegistryReadOnlyException.class);
            assertThat(registry.versions("m")).hasSize(2);
        }
    }

    @Test
    void aFolderWithoutTheRightToWriteIsReadAndWritingGivesTheTypedError() throws IOException {
        Path folder = filled();
        Path probe = folder.resolve("models/m");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("registry.lock"), PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(folder))
                    .as("permissions bind this user")
                    .isFalse();
            FileRegistry registry = FileRegistry.open(folder);

            assertThat(registry.versions("m")).hasSize(2);
            assertThatThrownBy(() -> registry.register("m", artifact("three")))
                    .isInstanceOfSatisfying(RegistryReadOnlyException.class, e -> assertThat(e.place())
                            .contains("registry.lock"));
            assertThatThrownBy(() -> FileRegistry.open(folder.resolve("new")))
                    .isInstanceOf(RegistryReadOnlyException.class);
        } finally {
            Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void anEventThatWasNeverCommittedIsIgnoredAndOverwritten() throws IOException {
        Path folder = filled();
        Path audit = folder.resolve("models/m/audit.jsonl");
        byte[] committed = Files.readAllBytes(audit);
        Files.writeString(audit, "{\"sequence\":4,\"time\":\"2013-0", StandardOpenOption.APPEND);

        FileRegistry registry = FileRegistry.open(folder, new SteppingClock());
        assertThat(registry.audit("m")).hasSize(3);
        assertThat(registry.verify("m").isIntact()).isTrue();
        registry.moveAlias("m", "champion", 1, 2, "better");

        assertThat(Files.readAllBytes(audit)).startsWith(committed);
        assertThat(Files.readAllLines(audit)).hasSize(4);
        assertThat(registry.verify("m").isIntact()).isTrue();
    }

    @Test
    void filesThatNothingRefersToAreLegal() throws IOException {
        Path folder = filled();
        Files.writeString(folder.resolve("blobs").resolve(artifact("orphan").sha256()), "half of it");
        Files.writeString(folder.resolve("blobs/incoming.tmp"), "a left-over that is longer than what comes next");
        Files.writeString(folder.resolve("models/m/versions/3.json"), "{");
        Files.createDirectories(folder.resolve("models/unborn/versions"));
        Files.createDirectories(folder.resolve("models/.snapshot"));

        FileRegistry registry = FileRegistry.open(folder);
        assertThat(registry.models()).containsExactly(ModelName.of("m"));
        assertThat(registry.verify("m").problems()).isEmpty();

        ModelVersion version = registry.register("m", artifact("orphan"));
        assertThat(version.number()).isEqualTo(3);
        assertThat(registry.read(version)).isEqualTo("orphan".getBytes(StandardCharsets.UTF_8));
        assertThat(registry.register("unborn", artifact("x")).number()).isEqualTo(1);
    }

    @Test
    void bytesThatWereChangedAreReportedWithTheirFile() throws IOException {
        Path folder = filled();
        Path blob = folder.resolve("blobs").resolve(artifact("one").sha256());
        Files.writeString(blob, "0ne");
        FileRegistry registry = FileRegistry.open(folder);

        UnreadableRegistryException e =
                catchThrowableOfType(UnreadableRegistryException.class, () -> registry.read(registry.version("m", 1)));

        assertThat(e.place()).isEqualTo(blob.toRealPath().toString());
        assertThat(e.problem()).contains("SHA-256");
        assertThat(e).hasMessageContaining("Restore");
        assertThat(registry.verify("m").problems()).hasSize(1);
        assertThat(registry.read(registry.version("m", 2))).isEqualTo("two".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatWereCutOffOrAreMissingAreReportedAndHealedByRegisteringThemAgain() throws IOException {
        Path folder = filled();
        Path blob = folder.resolve("blobs").resolve(artifact("one").sha256());
        FileRegistry registry = FileRegistry.open(folder);
        ModelVersion version = registry.version("m", 1);
        Files.writeString(blob, "on");
        assertThatThrownBy(() -> registry.read(version))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("2 bytes");
        Files.delete(blob);
        assertThatThrownBy(() -> registry.read(version))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("missing");

        registry.register("m", artifact("one"));
        assertThat(registry.read(version)).isEqualTo("one".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void metadataThatWereChangedAreFound() throws IOException {
        Path folder = filled();
        Path manifest = folder.resolve("models/m/versions/2.json");
        FileRegistry open = FileRegistry.open(folder);
        assertThat(open.version("m", 2).metadata()).containsEntry("k", "v");
        Files.writeString(manifest, Files.readString(manifest).replace("\"v\"", "\"w\""));

        assertThatThrownBy(() -> FileRegistry.open(folder).versions("m"))
                .isInstanceOf(UnreadableRegistryException.class);
        assertThat(open.verify("m").isIntact()).isFalse();
    }

    @Test
    void anAliasMovedByHandIsFound() throws IOException {
        Path folder = filled();
        Path state = folder.resolve("models/m/state.json");
        Files.writeString(state, Files.readString(state).replace("\"champion\" : 1", "\"champion\" : 2"));

        assertThatThrownBy(() -> FileRegistry.open(folder).resolve("m", "champion"))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("state.json");
        assertThatThrownBy(() -> FileRegistry.open(folder).register("m", artifact("three")))
                .isInstanceOf(UnreadableRegistryException.class);
    }

    @Test
    void anAuditEventThatWasChangedIsFound() throws IOException {
        Path folder = filled();
        Path audit = folder.resolve("models/m/audit.jsonl");
        Files.writeString(audit, Files.readString(audit).replace("\"first\"", "\"thief\""));

        assertThatThrownBy(() -> FileRegistry.open(folder).audit("m"))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("event #3")
                .hasMessageContaining("hash");
    }

    @Test
    void theFolderOfAModelUnderAnotherNameIsRefused() throws IOException {
        Path folder = filled();
        Files.move(folder.resolve("models/m"), folder.resolve("models/n"));

        assertThatThrownBy(() -> FileRegistry.open(folder).model("n"))
                .isInstanceOf(UnreadableRegistryException.class)
                .hasMessageContaining("state of model m");
    }

    @Test
    void aFolderRestoredFromAnOlderCopyIsReadAsItIs() throws IOException {
        Path folder = filled();
        FileRegistry open = FileRegistry.open(folder);
        Path model = folder.resolve("models/m");
        byte[] state = Files.readAllBytes(model.resolve("state.json"));
        byte[] audit = Files.readAllBytes(model.resolve("audit.jsonl"));
        open.moveAlias("m", "champion", 1, 2, "a move that the copy does not have");
        Files.write(model.resolve("audit.jsonl"), audit);
        Files.write(model.resolve("state.json"), state);
        FileRegistry other = FileRegistry.open(folder, new SteppingClock());
        other.moveAlias("m", "challenger", 0, 2, "another history");
        other.moveAlias("m", "champion", 1, 2, "which is longer");

        assertThat(open.model("m")).isEqualTo(other.model("m"));
    }

    @Test
    void aLockFileThatIsReplacedWhileItIsHeldStopsTheWriter() throws IOException {
        Path folder = filled();
        DiskStorage storage = DiskStorage.open(folder);

        assertThatThrownBy(() -> storage.locked(() -> {
                    Files.delete(folder.resolve(Layout.LOCK));
                    Files.createFile(folder.resolve(Layout.LOCK));
                    storage.checkLock();
                    return "the writer went on";
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("replaced while it was locked");
    }

    @Test
    void aWriterWhoseLockFileWasReplacedDoesNotTouchTheTrail() throws IOException {
        Path folder = filled();
        byte[] trail = Files.readAllBytes(folder.resolve("models/m/audit.jsonl"));
        Storage loses = new ForwardingStorage(DiskStorage.open(folder)) {
            @Override
            public <T> T locked(Action<T> action) throws IOException {
                return super.locked(() -> {
                    Files.delete(folder.resolve(Layout.LOCK));
                    Files.createFile(folder.resolve(Layout.LOCK));
                    return action.run();
                });
            }
        };
        FileRegistry registry = new FileRegistry(loses, new SteppingClock());

        assertThatThrownBy(() -> registry.moveAlias("m", "champion", 1, 2, "another process may write now"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("replaced while it was locked");
        assertThat(folder.resolve("models/m/audit.jsonl")).hasBinaryContent(trail);
    }

    @Test
    void anInterruptedThreadChangesNothingAndStaysInterrupted() {
        Path folder = filled();
        FileRegistry registry = FileRegistry.open(folder);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> registry.register("m", artifact("three"))).isInstanceOf(RegistryException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(registry.versions("m")).hasSize(2);
        assertThat(registry.register("m", artifact("three")).number()).isEqualTo(3);
    }

    @Test
    void aNameNeverLeavesTheFolder() throws IOException {
        Path folder = temporary.resolve("models");
        FileRegistry registry = FileRegistry.open(folder);
        for (String name : List.of("a..b", "A..B", "x-_.y", "Z")) {
            registry.register(name, artifact(name));
        }

        assertThat(temporary).isDirectoryNotContaining(path -> !path.equals(folder));
        try (Stream<Path> folders = Files.list(folder.resolve("models"))) {
            assertThat(folders.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("a..b", "!a..!b", "x-_.y", "!z");
        }
    }
}
