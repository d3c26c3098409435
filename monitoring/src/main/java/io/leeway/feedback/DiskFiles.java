package io.leeway.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A folder of a file system, locked for one log. The file that was appended to last stays open. */
final class DiskFiles implements FeedbackFiles {
    private static final String LOCK = "feedback.lock";

    /** Windows cannot open a folder as a file, and keeps its folders in a journal of its own. */
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path folder;
    private final FileChannel lockChannel;

    /** Guarded by this, because a force may come from another thread than the appends. */
    private String openName = "";

    private @Nullable FileChannel open;

    private DiskFiles(Path folder, FileChannel lockChannel) {
        this.folder = folder;
        this.lockChannel = lockChannel;
    }

    /** Opens a folder, which is made if there is none, and locks it until {@link #close}. */
    static DiskFiles open(Path folder) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DiskFiles(folder.toRealPath(), channel);
            }
        } catch (OverlappingFileLockException e) {
            close(folder, channel);
            throw new FeedbackInUseException(folder.toString());
        } catch (IOException e) {
            close(folder, channel);
            throw notWritable(folder, e);
        } catch (ReadOnlyFileSystemException e) {
            close(folder, channel);
            throw notWritable(folder, new IOException("the file system is read-only", e));
        }
        close(folder, channel);
        throw new FeedbackInUseException(folder.toString());
    }

    private static FeedbackStorageException notWritable(Path folder, IOException why) {
        return new FeedbackStorageException(
                folder.toString(), "the folder of a feedback log must be writable, and is not", why);
    }

    private static void close(Path folder, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new FeedbackStorageException(folder.toString(), "the lock could not be closed", e);
        }
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

    private synchronized FileChannel channel(String file) throws IOException {
        FileChannel channel = open;
        if (channel == null || !channel.isOpen() || !openName.equals(file)) {
            if (channel != null) {
                channel.close();
            }
            channel = FileChannel.open(
                    folder.resolve(file),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            open = channel;
            openName = file;
        }
        return channel;
    }

    @Override
    public void append(String file, long position, ByteBuffer bytes) throws IOException {
        FileChannel channel = channel(file);
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void truncate(String file, long length) throws IOException {
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
        Files.deleteIfExists(folder.resolve(file));
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel channel = open;
        if (channel != null) {
            channel.close();
        }
        lockChannel.close();
    }
}
