package io.leeway.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The few operations by which a log touches its folder. Tests put another folder here, which dies at each operation in
 * turn and loses what was not forced.
 */
interface FeedbackFiles {
    /** The path as a person would look for it. */
    String place(String file);

    /** The names in the folder, sorted. */
    List<String> list() throws IOException;

    /** Reads {@code length} bytes from a position, fewer where the file ends. */
    byte[] read(String file, long position, int length) throws IOException;

    long size(String file) throws IOException;

    /** Hands bytes to the operating system, at the end of a file, which is made if needed. */
    void append(String file, long position, ByteBuffer bytes) throws IOException;

    /** Cuts a file off. */
    void truncate(String file, long length) throws IOException;

    /** Forces a file and its name to the disk. */
    void force(String file) throws IOException;

    void delete(String file) throws IOException;

    /** Lets others open the folder. */
    void close() throws IOException;
}
