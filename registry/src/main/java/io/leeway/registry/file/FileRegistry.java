package io.leeway.registry.file;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
import io.leeway.registry.Leases;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.RegistryException;
import io.leeway.registry.RegistryReadOnlyException;
import io.leeway.registry.UnreadableRegistryException;
import io.leeway.registry.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A registry in a folder of a local disk, shared by any number of threads and processes of one machine.
 *
 * <pre>{@code
 * try (ModelRegistry registry = FileRegistry.open(Path.of("models"))) {
 *     registry.register("flight-delay", ModelArtifact.of(bytes));
 * }
 * }</pre>
 *
 * <p><b>Crashes.</b> A change is committed by atomically replacing one small file of the model, after everything that
 * it refers to was forced to the disk. A writer that is killed or loses power at any time leaves either the old state
 * or the new one; when a method has returned, its change is durable. A writer that died may leave unreferenced files,
 * which later writers ignore.
 *
 * <p><b>Processes.</b> A writer holds an exclusive lock on {@code registry.lock}, which the operating system releases
 * when a process dies. Waiting for the lock has no time limit. Readers take no lock and see the last commit. The lock
 * file must never be deleted, nor opened by other code of a writing process. Network file systems are not supported
 * unless their locks and renames work like those of a local disk.
 *
 * <p><b>Cost.</b> Finding a model reads one small file and, if that has changed, the new part of the audit trail;
 * models are cached in memory. A registration writes and forces four files, a move of an alias two.
 */
public final class FileRegistry implements ModelRegistry {

    /** What the C library says, which Java hands through, of a medium or a file that nobody may change. */
    private static final Set<String> READ_ONLY = Set.of("Read-only file system", "Operation not permitted");

    private final Storage storage;
    private final Clock clock;
    private final ModelFiles files;
    private final Map<ModelName, ModelFiles.Loaded> loaded = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile @Nullable ForceFailedException failure;

    FileRegistry(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.files = new ModelFiles(storage);
        checkFolder();
    }

    /**
     * Opens the registry in a folder, with the system clock. The folder is created if it does not exist. Opening an
     * existing folder writes nothing, so that a read-only folder can be opened and read.
     *
     * @param folder the folder
     * @return the registry
     * @throws UnreadableRegistryException if the folder holds something else, or a registry of a later format
     * @throws RegistryReadOnlyException if the folder does not exist and cannot be created
     * @throws RegistryException if the path is not a folder, or the storage fails
     */
    public static FileRegistry open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /**
     * Opens the registry in a folder.
     *
     * @param folder the folder, see {@link #open(Path)}
     * @param clock the clock for the times of versions and events
     * @return the registry
     * @throws UnreadableRegistryException if the folder holds something else, or a registry of a later format
     * @throws RegistryReadOnlyException if the folder does not exist and cannot be created
     * @throws RegistryException if the path is not a folder, or the storage fails
     */
    public static FileRegistry open(Path folder, Clock clock) {
        Storage storage;
        try {
            storage = DiskStorage.open(folder);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed("open", folder.toString(), e);
        }
        return new FileRegistry(storage, clock);
    }

    private void checkFolder() {
        List<String> foreign = reading(
                Layout.ROOT,
                () -> isInitialised()
                        ? List.of()
                        : storage.list(Layout.ROOT).stream()
                                .filter(Layout::isForeign)
                                .toList());
        if (!foreign.isEmpty()) {
            throw new UnreadableRegistryException(
                    storage.place(Layout.ROOT),
                    "it has no " + Layout.MARKER + ", but other files (" + foreign.get(0) + ")",
                    "Choose a new or an empty folder");
        }
    }

    private boolean isInitialised() throws IOException {
        try {
            byte[] marker = storage.readAll(Layout.MARKER);
            Json.checkMarker(marker, storage.place(Layout.MARKER));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        return writing("register a version of " + name, () -> {
            ModelFiles.Loaded before = load(name).orElse(null);
            RegisteredModel model = before == null ? RegisteredModel.empty(name) : before.model();
            RegisteredModel next = model.register(artifact, clock.instant(), cause);
            loaded.put(name, files.storeRegistration(before, next, artifact));
            return next.latest().orElseThrow();
        });
    }

    @Override
    public AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
        return writing("move alias " + alias + " of " + name, () -> {
            ModelFiles.Loaded before = load(name).orElseThrow(() -> NotFoundException.noModel(name, models()));
            RegisteredModel next = before.model().moveAlias(alias, expected, to, clock.instant(), cause);
            loaded.put(name, files.storeEvent(before, next));
            AuditEvent event = next.audit().get(next.audit().size() - 1);
            return new AliasMove(name, alias, expected, to, event);
        });
    }

    @Override
    public Optional<RegisteredModel> find(ModelName name) {
        checkOpen();
        return reading(Layout.state(name), () -> load(name).map(ModelFiles.Loaded::model));
    }

    private Optional<ModelFiles.Loaded> load(ModelName name) throws IOException {
        ModelFiles.Loaded known = loaded.get(name);
        Optional<ModelFiles.Loaded> now = files.load(name, known);
        if (now.isPresent()) {
            loaded.put(name, now.get());
        } else {
            loaded.remove(name);
        }
        return now;
    }

    @Override
    public List<ModelName> models() {
        checkOpen();
        return reading(Layout.MODELS, () -> {
            List<ModelName> names = new ArrayList<>();
            for (String folder : storage.list(Layout.MODELS)) {
                Optional<ModelName> name = Layout.decode(folder);
                if (name.isPresent() && storage.exists(Layout.state(name.get()))) {
                    names.add(name.get());
                }
            }
            Collections.sort(names);
            return names;
        });
    }

    @Override
    public byte[] read(ModelVersion version) {
        RegisteredModel model =
                find(version.model()).orElseThrow(() -> NotFoundException.noModel(version.model(), models()));
        ModelVersion stored = model.version(version.number());
        if (!stored.equals(version)) {
            throw NotFoundException.otherVersion(version, stored);
        }
        return reading(Layout.blob(stored), () -> files.blob(stored));
    }

    @Override
    public Verification verify(String name) {
        loaded.remove(ModelName.of(name));
        return ModelRegistry.super.verify(name);
    }

    /**
     * Returns the leases that are kept in this folder, by this registry's clock. Taking one writes and forces a small file, under the lock that writers of the registry take.
     *
     * @return the leases, for as long as this registry is open
     */
    public Leases leases() {
        return new FileLeases(storage, files, clock, new FileLeases.Access() {
            @Override
            public <T> T writing(String what, Storage.Action<T> action) {
                return FileRegistry.this.writing(what, action);
            }

            @Override
            public <T> T reading(String path, Storage.Action<T> action) {
                checkOpen();
                return FileRegistry.this.reading(path, action);
            }
        });
    }

    /** Closes the registry: every later call throws {@link RegistryException}. There are no resources to release. */
    @Override
    public void close() {
        closed = true;
    }

    private <T> T writing(String what, Storage.Action<T> action) {
        checkOpen();
        try {
            return storage.locked(() -> {
                checkFailure();
                initialise();
                return action.run();
            });
        } catch (ForceFailedException e) {
            failure = e;
            throw new RegistryException(
                    "Could not " + what + " in " + storage.place(Layout.ROOT) + ": " + e.getMessage()
                            + ". Whether the change survives is unknown: repair the disk, open the registry again and check",
                    e);
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw failed(what, storage.place(Layout.ROOT), e);
        }
    }

    /** Makes the folders and the marker that says what they are; the marker last. */
    private void initialise() throws IOException {
        if (isInitialised()) {
            return;
        }
        storage.forceRoot();
        storage.createFolder(Layout.BLOBS);
        storage.createFolder(Layout.MODELS);
        storage.forceFolder(Layout.ROOT);
        files.replace(Layout.MARKER, ByteBuffer.wrap(Json.marker()));
    }

    private <T> T reading(String path, Storage.Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw failed("read", storage.place(path), e);
        }
    }

    private void checkFailure() {
        ForceFailedException failed = failure;
        if (failed != null) {
            throw new RegistryException(
                    "This registry writes no more, because the disk failed: " + failed.getMessage()
                            + ". Repair the disk and open the registry again",
                    failed);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new RegistryException("The registry in " + storage.place(Layout.ROOT) + " is closed; open it again");
        }
    }

    private static RegistryException failed(String what, String place, Exception e) {
        boolean refused = e instanceof AccessDeniedException || e instanceof ReadOnlyFileSystemException;
        boolean readOnly = e instanceof FileSystemException disk && READ_ONLY.contains(disk.getReason() + "");
        if ((refused || readOnly) && !what.equals("read")) {
            String file = e instanceof FileSystemException disk ? disk.getFile() : null;
            return new RegistryReadOnlyException(file == null ? place : file, e);
        }
        return new RegistryException("Could not " + what + (what.equals("read") ? " " : " in ") + place + ": " + e, e);
    }

    @Override
    public String toString() {
        return "FileRegistry[" + storage.place(Layout.ROOT) + "]";
    }
}
