package io.leeway.monitoring;

import io.leeway.monitoring.CheckpointException.Reason;
import io.leeway.monitoring.profile.ProfileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The files of a monitor's checkpoints: {@code checkpoint-<number>}, of which the newest two are kept, {@code window-<number>} for each result that is kept, and
 * {@code reference-<hash>}; {@code rows} is a {@link Progress}. A file is written under another name and renamed, so it is there as a whole or not at all.
 *
 * <p>The form: magic (4 bytes), version (2), {@linkplain RecordForm#shape shape} of the records (4), length of the content (4), content, CRC-32C of all before it (4), the highest byte first. The
 * content is that of {@link RecordForm}.
 */
final class CheckpointStore {
    static final int VERSION = 3;

    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());
    private static final int MAGIC = 0x4C574D43;
    private static final int HEADER = 14;
    private static final int CRC_BYTES = 4;
    private static final String CHECKPOINT = "checkpoint-";
    private static final String WINDOW = "window-";
    private static final String REFERENCE = "reference-";
    private static final String UNFINISHED = "unfinished";

    private final CheckpointFiles files;
    private long newest;

    CheckpointStore(CheckpointFiles files) {
        this.files = files;
    }

    String place() {
        return files.place("");
    }

    /** Reads the newest checkpoint that is whole; empty if there is none at all. */
    Optional<MonitorState> load() {
        try {
            List<Long> numbers = numbers(CHECKPOINT);
            CheckpointException damaged = null;
            for (long number : numbers) {
                newest = Math.max(newest, number);
                try {
                    MonitorState state = read(CHECKPOINT + number, MonitorState.class);
                    if (damaged != null) {
                        LOGGER.log(
                                System.Logger.Level.WARNING,
                                "the newest checkpoint is damaged; going on from " + files.place(CHECKPOINT + number),
                                damaged);
                    }
                    return Optional.of(state);
                } catch (CheckpointException e) {
                    if (e.reason() != Reason.DAMAGED) {
                        throw e;
                    }
                    damaged = damaged == null ? e : damaged;
                }
            }
            if (damaged != null) {
                throw damaged;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new CheckpointException(Reason.STORAGE, place(), "the folder cannot be read", e);
        }
    }

    /** Writes a checkpoint. The one before it stays, should this one be damaged. */
    void save(MonitorState state) throws IOException {
        write(CHECKPOINT + (newest + 1), MonitorState.class, RecordForm.write(state));
        newest++;
        for (long number : numbers(CHECKPOINT)) {
            if (number < newest - 1) {
                files.delete(CHECKPOINT + number);
            }
        }
    }

    void saveWindow(MonitoringSnapshot window, int kept) throws IOException {
        write(WINDOW + window.number(), MonitoringSnapshot.class, RecordForm.write(window));
        // One is dropped for each that comes; more only after the number of those that are kept was lowered.
        for (long old = window.number() - kept; old > 0 && old > window.number() - 2L * kept; old -= kept) {
            files.delete(WINDOW + old);
        }
    }

    /** The results of the newest windows up to one, the oldest first. What cannot be read is left out and logged. */
    List<MonitoringSnapshot> windows(MonitoringSnapshot last, int kept) {
        List<MonitoringSnapshot> windows = new ArrayList<>();
        try {
            for (long number : numbers(WINDOW)) {
                if (number <= last.number() && number > last.number() - kept) {
                    windows.add(number == last.number() ? last : read(WINDOW + number, MonitoringSnapshot.class));
                }
            }
        } catch (IOException | CheckpointException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the history of windows in " + place() + " is incomplete", e);
        }
        windows.sort(Comparator.comparingLong(MonitoringSnapshot::number));
        return windows;
    }

    /** Writes a reference unless it is there; returns its name. */
    String saveReference(Reference.State reference) throws IOException {
        byte[] content = RecordForm.write(reference);
        String name = name(content);
        if (!files.list().contains(name)) {
            write(name, Reference.State.class, content);
        }
        return name;
    }

    static String name(Reference.State reference) {
        return name(RecordForm.write(reference));
    }

    private static String name(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return REFERENCE + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    Reference.State reference(String name) {
        try {
            return read(name, Reference.State.class);
        } catch (IOException e) {
            throw damaged(name, "it cannot be read, and the checkpoint names it", e);
        }
    }

    Progress progress() {
        try {
            return new Progress(files.counter());
        } catch (IOException e) {
            throw new CheckpointException(Reason.STORAGE, place(), "the counter of rows cannot be mapped", e);
        }
    }

    void deleteReferencesBut(Set<String> kept) throws IOException {
        for (String file : files.list()) {
            if (file.startsWith(REFERENCE) && !kept.contains(file)) {
                files.delete(file);
            }
        }
    }

    void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new CheckpointException(Reason.STORAGE, place(), "the folder could not be closed", e);
        }
    }

    /** The numbers of files of a kind, the highest first. */
    private List<Long> numbers(String kind) throws IOException {
        return files.list().stream()
                .filter(file -> file.matches(kind + "\\d{1,18}"))
                .map(file -> Long.parseLong(file.substring(kind.length())))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private void write(String file, Class<? extends Record> type, byte[] content) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(HEADER + content.length + CRC_BYTES);
        all.putInt(MAGIC)
                .putShort((short) VERSION)
                .putInt(RecordForm.shape(type))
                .putInt(content.length)
                .put(content);
        all.putInt(crc(all.array(), all.position()));
        files.write(UNFINISHED, all.array());
        files.rename(UNFINISHED, file);
    }

    private <T extends Record> T read(String file, Class<T> type) throws IOException {
        byte[] bytes = files.read(file);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + CRC_BYTES || in.getInt() != MAGIC) {
            throw damaged(file, "it is no checkpoint, or cut short to " + bytes.length + " bytes", null);
        }
        int version = in.getShort() & 0xFFFF;
        int shape = in.getInt();
        long expected = HEADER + (in.getInt() & 0xFFFFFFFFL) + CRC_BYTES;
        int end = bytes.length - CRC_BYTES;
        if (bytes.length != expected) {
            throw damaged(file, "it has " + bytes.length + " bytes of " + expected, null);
        }
        if (in.getInt(end) != crc(bytes, end)) {
            throw damaged(file, "its checksum is wrong", null);
        }
        if (version != VERSION || shape != RecordForm.shape(type)) {
            throw new CheckpointException(
                    Reason.OTHER_VERSION,
                    files.place(file),
                    "the checkpoint was written by another version of leeway-monitoring, in form " + version
                            + ": use that version, or give the monitor an empty folder",
                    null);
        }
        try {
            return RecordForm.read(type, ByteBuffer.wrap(bytes, HEADER, end - HEADER));
        } catch (IllegalArgumentException | ProfileException e) {
            throw damaged(file, "its content contradicts itself", e);
        }
    }

    private CheckpointException damaged(String file, String what, @Nullable Throwable cause) {
        return new CheckpointException(
                Reason.DAMAGED,
                files.place(file),
                "the checkpoint is damaged: " + what
                        + "; restore the folder from a copy, or give the monitor an empty one",
                cause);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
