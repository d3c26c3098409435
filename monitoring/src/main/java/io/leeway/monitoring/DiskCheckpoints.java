package io.leeway.monitoring;

import io.leeway.storage.LockedFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A folder of a file system, locked for one monitor. */
final class DiskCheckpoints implements CheckpointFiles {
    private static final String LOCK = "monitor.lock";
    private static final String COUNTER = "rows";

    /** Windows cannot open a folder as a file, and keeps its folders in a journal of its own. */
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path folder;
    private final LockedFolder locked;

    private DiskCheckpoints(LockedFolder locked) {
        this.locked = locked;
        this.folder = locked.path();
    }

    /** Opens a folder, which is made if there is none, and locks it until {@link #close}. */
    static DiskCheckpoints open(Path folder) {
        LockedFolder locked;
        try {
            locked = LockedFolder.open(folder, LOCK);
        } catch (IOException e) {
            throw new CheckpointException(
                    CheckpointException.Reason.STORAGE,
                    folder.toString(),
                    "the folder of checkpoints must be writable, and is not",
                    e);
        }
        if (locked == null) {
            throw inUse(folder);
        }
        return new DiskCheckpoints(locked);
    }

    private static CheckpointException inUse(Path folder) {
        return new CheckpointException(
                CheckpointException.Reason.IN_USE,
                folder.toString(),
                "another monitor writes its checkpoints here; give each monitor a folder of its own, or close the other",
                null);
    }

    @Override
    public String place(String file) {
        return folder.resolve(file).toString();
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    @Override
    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    @Override
    public void write(String file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve(file),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        if (!WINDOWS) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void delete(String file) throws IOException {
        Files.deleteIfExists(folder.resolve(file));
    }

    @Override
    public ByteBuffer counter() throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve(COUNTER),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Progress.BYTES);
        }
    }

    @Override
    public void close() throws IOException {
        locked.close();
    }
}
