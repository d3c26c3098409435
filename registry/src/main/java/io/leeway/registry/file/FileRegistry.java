package io.leeway.registry.file;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
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
 * <p><b>Crashes.</b> A change counts from the moment in which one small file of the model is replaced, after everything
 * that it refers to was forced to the disk. Killed at any instant, or cut off from power, a writer leaves the old state
 * or the new one; when a method has returned, the change survives both. A writer that died leaves at most files that
 * nothing refers to; the next one takes no notice.
 *
 * <p><b>Processes.</b> Whoever writes holds an exclusive lock on {@code registry.lock}, which the system releases when a
 * process dies. Waiting for it has no time limit. Readers take no lock and see the last commit. The file must never be
 * deleted or opened by other code of a process that writes. Network file systems whose locks or renames are not those of
 * a local disk are not supported.
 *
 * <p><b>Cost.</b> Looking a model up reads one small file and, if that has changed, what was added to the audit trail
 * since; the model is kept in memory. A registration writes and forces four files, a move of an alias two.
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
     * Opens the registry in a folder, with the system clock. The folder is made if it does not exist; if it exists,
     * opening writes nothing, so that a folder that is read-only can be opened and read.
     *
     * @param folder the folder
     * @return the registry
     * @throws UnreadableRegistryException if the folder holds something else, or a registry of a later format
     * @throws RegistryReadOnlyException if the folder does not exist and cannot be made
     * @throws RegistryException if the path is not a folder, or the storage fails
     */
    public static FileRegistry open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /**
     * Opens the registry in a folder.
     *
     * @param folder the folder, see {@link #open(Path)}
     * @param clock gives the time of registrations and of events
     * @return the registry
     * @throws UnreadableRegistryException if the folder holds something else, or a registry of a later format
     * @throws RegistryReadOnlyException if the folder does not exist and cannot be made
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

    /** Closes the registry: every later call throws {@link RegistryException}. Holds nothing that must be released. */
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
                            + ". Whether the change survives is unknown: repair the disk, open the registry again, look",
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
