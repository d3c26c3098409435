package io.leeway.monitoring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The few operations by which a monitor touches its folder. Tests put another folder here, which dies at each operation in turn. */
interface CheckpointFiles {
    /** The path as a person would look for it. */
    String place(String file);

    /** The names in the folder. */
    List<String> list() throws IOException;

    byte[] read(String file) throws IOException;

    /** Writes a file, in place of one of the name, and forces its bytes to the disk. */
    void write(String file, byte[] bytes) throws IOException;

    /** Renames a file in one step, in place of one of the name, and forces the names to the disk. */
    void rename(String from, String to) throws IOException;

    void delete(String file) throws IOException;

    /** Bytes, as many as a {@link Progress} has, that keep what is written to them when the process dies; 0 at first. */
    ByteBuffer counter() throws IOException;

    /** Lets others have the folder. */
    void close() throws IOException;
}
