package io.leeway.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The few operations by which a registry touches a folder. Paths are relative, with {@code /} between the parts. Tests
 * put another storage here, which dies at each operation in turn and loses what was not forced.
 */
interface Storage {

    /** What is done while the lock is held. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** The path as a person would look for it. */
    String place(String path);

    /** Whether there is such a file or folder. */
    boolean exists(String path) throws IOException;

    /** The size of a file in bytes; {@link java.nio.file.NoSuchFileException} if there is none. */
    long size(String file) throws IOException;

    /**
     * Reads {@code length} bytes from a position, fewer where the file ends;
     * {@link java.nio.file.NoSuchFileException} if there is none.
     */
    byte[] read(String file, long position, int length) throws IOException;

    /**
     * Reads a whole file as it is at one moment, even if it is replaced meanwhile;
     * {@link java.nio.file.NoSuchFileException} if there is none.
     */
    byte[] readAll(String file) throws IOException;

    /** The names in a folder; none where there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Makes a folder, unless there is one. */
    void createFolder(String folder) throws IOException;

    /** Cuts a file off at a position, writes the bytes there, and forces them to the disk; makes the file if needed. */
    void write(String file, long position, ByteBuffer bytes) throws IOException;

    /** Gives a file another name in the same folder, in place of what has that name, in one indivisible step. */
    void rename(String from, String to) throws IOException;

    /** Forces to the disk which names are in the folder. */
    void forceFolder(String folder) throws IOException;

    /** Forces to the disk that the root folder itself is there. */
    void forceRoot() throws IOException;

    /** Runs the action while no other thread of any process runs one on the same folder. */
    <T> T locked(Action<T> action) throws IOException;

    /** Fails if the lock that this thread took is not worth anything any more. */
    void checkLock() throws IOException;
}
