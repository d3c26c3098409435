package io.leeway.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder of a file system. */
final class DiskStorage implements Storage {

    /** Windows cannot open a folder as a file, and keeps its folders in a journal of its own. */
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /** A manifest larger than this was not written by a registry. */
    private static final int LONGEST = 1 << 30;

    private final Path root;
    private final String mutex;
    private @Nullable FileLock lock;
    private @Nullable String lockIdentity;

    private DiskStorage(Path root, String mutex) {
        this.root = root;
        this.mutex = mutex;
    }

    /** Opens the folder, which is made if it does not exist. */
    static DiskStorage open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        // An interned string is one object for all class loaders of a JVM, so two copies of this class share the
        // mutex. They must: a JVM owns a file's lock as a whole, and loses it when it closes any channel on the file.
        Object key = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
        return new DiskStorage(root, ("io.leeway.registry.file " + Objects.requireNonNullElse(key, root)).intern());
    }

    private Path path(String relative) {
        return relative.isEmpty() ? root : root.resolve(relative);
    }

    @Override
    public String place(String path) {
        return path(path).toString();
    }

    @Override
    public boolean exists(String path) throws IOException {
        try {
            Files.readAttributes(path(path), BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public long size(String file) throws IOException {
        return Files.size(path(file));
    }

    @Override
    public byte[] read(String file, long position, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
            return read(channel, position, length);
        }
    }

    @Override
    public byte[] readAll(String file) throws IOException {
        try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > LONGEST) {
                throw new IOException(path(file) + " has " + size + " bytes, more than the " + LONGEST + " expected");
            }
            return read(channel, 0, (int) size);
        }
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // one read may bring less than was asked for
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    @Override
    public List<String> list(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(folder))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void createFolder(String folder) throws IOException {
        try {
            Files.createDirectory(path(folder));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path(folder))) {
                throw e;
            }
        }
    }

    @Override
    public void write(String file, long position, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > position) {
                channel.truncate(position);
            }
            ByteBuffer rest = bytes.duplicate();
            channel.position(position);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            try {
                channel.force(true);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                throw new ForceFailedException(place(file), e);
            }
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceFolder(String folder) throws IOException {
        forceFolder(path(folder));
    }

    @Override
    public void forceRoot() throws IOException {
        Path parent = root.getParent();
        if (parent != null && Files.isReadable(parent)) {
            // whoever may not list the parent folder did not make the root in it, and cannot force it
            forceFolder(parent);
        }
    }

    /**
     * What is forced here may be visible already, so an interrupt must not leave it half done: it is kept for later.
     */
    private static void forceFolder(Path folder) throws IOException {
        boolean interrupted = false;
        boolean forced = WINDOWS;
        while (!forced) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
                forced = true;
            } catch (ClosedByInterruptException e) {
                interrupted = Thread.interrupted() || interrupted;
            } catch (IOException e) {
                throw new ForceFailedException(folder.toString(), e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> T locked(Action<T> action) throws IOException {
        if (root.getFileSystem().isReadOnly()) {
            throw new ReadOnlyFileSystemException();
        }
        Path file = path(Layout.LOCK);
        synchronized (mutex) {
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock held = channel.lock()) {
                lock = held;
                lockIdentity = identity(file);
                return action.run();
            } catch (OverlappingFileLockException e) {
                throw new IOException("Other code of this process has locked " + file + "; only a registry may", e);
            }
        }
    }

    @Override
    public void checkLock() throws IOException {
        String now = identity(path(Layout.LOCK));
        if (lock == null || !lock.isValid() || !now.equals(lockIdentity)) {
            throw new IOException("The file " + path(Layout.LOCK)
                    + " was closed or replaced while it was locked; another process may hold it now. Never delete it");
        }
    }

    private static String identity(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.fileKey() == null
                ? attributes.creationTime().toString()
                : attributes.fileKey().toString();
    }
}
