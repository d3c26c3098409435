package io.leeway.registry.file;

import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.RegistryException;
import io.leeway.registry.UnreadableRegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads what is stored of models, and stores the next state of one. */
final class ModelFiles {

    private static final String RESTORE = "Restore the registry from a copy, or register the model again";

    /** A model, and the exact bytes of the state.json from which it was loaded. */
    record Loaded(RegisteredModel model, byte[] state, long auditBytes) {}

    private final Storage storage;

    ModelFiles(Storage storage) {
        this.storage = storage;
    }

    /**
     * Loads a model as of its last commit. Takes no lock: state.json is replaced as a whole, and what it refers to is
     * never changed afterwards.
     *
     * @param known what was loaded last, of which only the news have to be read
     */
    Optional<Loaded> load(ModelName name, @Nullable Loaded known) throws IOException {
        String place = Layout.state(name);
        byte[] bytes;
        try {
            bytes = storage.readAll(place);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (known != null && Arrays.equals(known.state(), bytes)) {
            return Optional.of(known);
        }
        State state = Json.state(bytes, storage.place(place));
        if (!state.model().equals(name)) {
            throw new UnreadableRegistryException(
                    storage.place(place),
                    "it is the state of model " + state.model(),
                    "Give the folder back its own name");
        }
        Loaded none = new Loaded(RegisteredModel.empty(name), new byte[0], 0);
        if (known != null && known.auditBytes() < state.auditBytes()) {
            try {
                return Optional.of(replay(state, bytes, known));
            } catch (UnreadableRegistryException e) {
                // the folder may have been restored from a copy: what was known is not its past; read it all
                return Optional.of(replay(state, bytes, none));
            }
        }
        return Optional.of(replay(state, bytes, none));
    }

    private Loaded replay(State state, byte[] bytes, Loaded known) throws IOException {
        ModelName name = state.model();
        List<AuditEvent> events = events(state, known.auditBytes());
        RegisteredModel model;
        try {
            model = known.model().replay(events, number -> version(name, number));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (UnreadableRegistryException e) {
            String folder = storage.place(Layout.folder(name));
            throw e.place().startsWith(folder)
                    ? e
                    : new UnreadableRegistryException(folder, e.place() + ": " + e.problem(), RESTORE, e);
        }
        if (!state.agreesWith(model)) {
            throw new UnreadableRegistryException(
                    storage.place(Layout.state(name)), "it is not what the audit trail beside it says", RESTORE);
        }
        return new Loaded(model, bytes, state.auditBytes());
    }

    private List<AuditEvent> events(State state, long from) throws IOException {
        String file = Layout.audit(state.model());
        String place = storage.place(file);
        byte[] bytes;
        try {
            long size = storage.size(file);
            if (size < state.auditBytes()) {
                throw new UnreadableRegistryException(
                        place, "it has " + size + " bytes, " + state.auditBytes() + " were written", RESTORE);
            }
            bytes = storage.read(file, from, Math.toIntExact(state.auditBytes() - from));
        } catch (NoSuchFileException e) {
            throw new UnreadableRegistryException(place, "the file is missing", RESTORE, e);
        }
        List<AuditEvent> events = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String where = place + ", byte " + (from + start);
                events.add(Json.event(Arrays.copyOfRange(bytes, start, i), where));
                start = i + 1;
            }
        }
        if (start != bytes.length) {
            throw new UnreadableRegistryException(
                    place + ", byte " + (from + start), "the line is longer than was written", RESTORE);
        }
        return events;
    }

    private ModelVersion version(ModelName name, int number) {
        String file = Layout.version(name, number);
        try {
            return Json.version(storage.readAll(file), storage.place(file));
        } catch (NoSuchFileException e) {
            throw new UnreadableRegistryException(storage.place(file), "the file is missing", RESTORE, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads and verifies the bytes of a version. */
    byte[] blob(ModelVersion version) throws IOException {
        String file = Layout.blob(version);
        String place = storage.place(file);
        try {
            long size = storage.size(file);
            if (size != version.size()) {
                throw new UnreadableRegistryException(
                        place, "it has " + size + " bytes, " + version.size() + " were written", RESTORE);
            }
            byte[] bytes = storage.read(file, 0, Math.toIntExact(size));
            if (!version.matches(bytes)) {
                throw new UnreadableRegistryException(
                        place, "its SHA-256 is not its name: the bytes of " + version + " were changed", RESTORE);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UnreadableRegistryException(
                    place, "the file with the bytes of " + version + " is missing", RESTORE, e);
        }
    }

    /**
     * Stores a registration: bytes, then the manifest of the version, then the event, then the state that makes all of
     * it count.
     *
     * @param before what is stored now, null for the first version of a model
     */
    Loaded storeRegistration(@Nullable Loaded before, RegisteredModel next, ModelArtifact artifact) throws IOException {
        ModelVersion version = next.latest().orElseThrow();
        replace(Layout.blob(version), artifact.buffer());
        if (before == null) {
            storage.createFolder(Layout.folder(next.name()));
            storage.createFolder(Layout.versions(next.name()));
            storage.forceFolder(Layout.folder(next.name()));
            storage.forceFolder(Layout.MODELS);
        }
        replace(Layout.version(next.name(), version.number()), ByteBuffer.wrap(Json.version(version)));
        return storeEvent(before, next);
    }

    /** Stores the last event of the next state, then the state that makes it count. */
    Loaded storeEvent(@Nullable Loaded before, RegisteredModel next) throws IOException {
        ModelName name = next.name();
        long position = before == null ? 0 : before.auditBytes();
        byte[] line = Json.event(next.audit().get(next.audit().size() - 1));
        if (position + line.length > Integer.MAX_VALUE) {
            throw new RegistryException("The audit trail of model " + name
                    + " would grow beyond 2 GiB, which a registry in a folder cannot hold; nothing was changed");
        }
        storage.checkLock();
        // behind this position there can only be the event of a writer that died before its commit: it is cut off
        storage.write(Layout.audit(name), position, ByteBuffer.wrap(line));
        if (before == null) {
            storage.forceFolder(Layout.folder(name));
        }
        byte[] state = Json.state(State.of(next, position + line.length));
        replace(Layout.state(name), ByteBuffer.wrap(state));
        return new Loaded(next, state, position + line.length);
    }

    /** Puts a file into place: after a crash it has all of the old or all of the new bytes. */
    void replace(String file, ByteBuffer bytes) throws IOException {
        String folder = Layout.parent(file);
        String incoming = Layout.incoming(folder);
        storage.write(incoming, 0, bytes);
        storage.checkLock();
        storage.rename(incoming, file);
        storage.forceFolder(folder);
    }
}
