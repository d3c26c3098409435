package io.leeway.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A folder that is locked for one user of one process until {@link #close}. */
public final class LockedFolder implements Closeable {
    private final Path path;
    private final FileChannel channel;

    private LockedFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens a folder, which is made if there is none.
     *
     * @param folder the folder
     * @param lock the name of the file in it that is locked
     * @return the folder; null if it is in use
     * @throws IOException if it cannot be made or written
     */
    public static @Nullable LockedFolder open(Path folder, String lock) throws IOException {
        FileChannel channel = null;
        LockedFolder opened = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve(lock),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock held = channel.tryLock();
            opened = held == null ? null : new LockedFolder(folder.toRealPath(), channel);
            return opened;
        } catch (OverlappingFileLockException e) {
            // Held by this process.
            return null;
        } catch (ReadOnlyFileSystemException e) {
            throw new IOException("the file system is read-only", e);
        } finally {
            if (opened == null && channel != null) {
                channel.close();
            }
        }
    }

    /**
     * Returns where the folder is.
     *
     * @return the path without symbolic links
     */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
