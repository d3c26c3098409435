package io.leeway.feedback;

import io.leeway.storage.LockedFolder;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a file system, locked for one log. The file that was appended to last stays open; on Linux its end is mapped, so that
 * appending a frame is a copy: the operating system has it as soon as it is there.
 */
final class DiskFiles implements FeedbackFiles {
    private static final String LOCK = "feedback.lock";

    /** Windows cannot open a folder as a file, and keeps its folders in a journal of its own. */
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /**
     * Elsewhere a mapped file cannot be cut off or deleted, or the disk does not confirm what was written through a mapping when it confirms the file.
     */
    private static final boolean MAPS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private static final int LEAST_AHEAD = 1 << 14;
    private static final int MOST_AHEAD = 1 << 18;

    private final Path folder;
    private final LockedFolder locked;

    // Guarded by the lock of the journal.
    private String openName = "";
    private @Nullable FileChannel open;

    /** Where the file that is open ends, but for the zeros that are there for what comes. */
    private long end;

    /** These zeros, and what was written in their place; null where files are not mapped. */
    private @Nullable MappedByteBuffer ahead;

    private long aheadFrom;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(LEAST_AHEAD);

    private DiskFiles(LockedFolder locked) {
        this.locked = locked;
        this.folder = locked.path();
    }

    /** Opens a folder, which is made if there is none, and locks it until {@link #close}. */
    static DiskFiles open(Path folder) {
        LockedFolder locked;
        try {
            locked = LockedFolder.open(folder, LOCK);
        } catch (IOException e) {
            throw new FeedbackStorageException(
                    folder.toString(), "the folder of a feedback log must be writable, and is not", e);
        }
        if (locked == null) {
            throw new FeedbackInUseException(folder.toString());
        }
        return new DiskFiles(locked);
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
        Collections.sort(names);
        return names;
    }

    @Override
    public byte[] read(String file, long position, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
                // one read may bring less than was asked for
            }
            return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        }
    }

    @Override
    public long size(String file) throws IOException {
        return Files.size(folder.resolve(file));
    }

    private FileChannel channel(String file) throws IOException {
        FileChannel channel = open;
        if (channel == null || !openName.equals(file)) {
            closeOpen();
            openName = file;
            end = 0;
        } else if (channel.isOpen()) {
            return channel;
        }
        channel = FileChannel.open(
                folder.resolve(file),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        open = channel;
        return channel;
    }

    @Override
    public void append(String file, long position, ByteBuffer bytes) throws IOException {
        MappedByteBuffer into = openName.equals(file) ? ahead : null;
        long at = position - aheadFrom;
        if (into == null || at + bytes.remaining() > into.capacity()) {
            FileChannel channel = channel(file);
            if (!MAPS) {
                write(channel, position, bytes);
                return;
            }
            into = reserve(channel, position, bytes.remaining());
            at = 0;
        }
        end = position + bytes.remaining();
        copy(bytes, into, (int) at);
    }

    private static void write(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Maps the end of a file, after writing zeros there: a disk that is full says so here, and not when the mapping is written to. */
    private MappedByteBuffer reserve(FileChannel channel, long position, int least) throws IOException {
        ahead = null;
        int length = (int) Math.max(least, Math.max(LEAST_AHEAD, Math.min(MOST_AHEAD, position)));
        for (int done = 0; done < length; done += zeros.limit()) {
            write(channel, position + done, zeros.clear().limit(Math.min(LEAST_AHEAD, length - done)));
        }
        MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, position, length);
        ahead = mapped;
        aheadFrom = position;
        return mapped;
    }

    /** Copies a frame. Its first byte comes last: where a process dies within this, no frame begins. */
    private static void copy(ByteBuffer frame, MappedByteBuffer into, int at) throws IOException {
        int from = frame.arrayOffset() + frame.position();
        try {
            into.put(at + 1, frame.array(), from + 1, frame.remaining() - 1);
            VarHandle.releaseFence();
            into.put(at, frame.array()[from]);
        } catch (InternalError e) {
            throw new IOException("the mapped file could not be written", e);
        }
    }

    @Override
    public void truncate(String file, long length) throws IOException {
        if (openName.equals(file)) {
            // What is mapped behind the new end is no longer there.
            ahead = null;
            end = length;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    @Override
    public void force(String file) throws IOException {
        // A channel of its own: the disk forces the file whoever wrote it, and an append may close the open one.
        try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        if (!WINDOWS) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void delete(String file) throws IOException {
        if (openName.equals(file)) {
            end = 0;
            closeOpen();
        }
        Files.deleteIfExists(folder.resolve(file));
    }

    /** Closes the file that is open, and cuts off the zeros behind it. */
    private void closeOpen() throws IOException {
        FileChannel channel = open;
        boolean reserved = ahead != null;
        ahead = null;
        open = null;
        String name = openName;
        openName = "";
        if (channel != null) {
            channel.close();
        }
        if (reserved) {
            truncate(name, end);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeOpen();
        } finally {
            locked.close();
        }
    }
}
