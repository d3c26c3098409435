package io.leeway.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Files in memory. One thread writes at a time; others may read what was written before. */
final class MemoryFiles implements FeedbackFiles {
    private static final int FIRST_BYTES = 1 << 16;

    private static final class File {
        /** Replaced when it grows; what was written before does not change. */
        volatile byte[] bytes = new byte[FIRST_BYTES];

        volatile int length;
    }

    private final Map<String, File> files = new ConcurrentSkipListMap<>();
    private String lastName = "";
    private File last = new File();

    private File file(String name) throws NoSuchFileException {
        File file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    @Override
    public String place(String file) {
        return "memory/" + file;
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public byte[] read(String name, long position, int length) throws IOException {
        File file = file(name);
        int end = (int) Math.min(file.length, position + length);
        return Arrays.copyOfRange(file.bytes, (int) position, end);
    }

    @Override
    public long size(String name) throws IOException {
        return file(name).length;
    }

    @Override
    public void append(String name, long position, ByteBuffer bytes) {
        if (!lastName.equals(name)) {
            lastName = name;
            last = files.computeIfAbsent(name, each -> new File());
        }
        int at = (int) position;
        int count = bytes.remaining();
        if (last.bytes.length - at < count) {
            last.bytes = Arrays.copyOf(last.bytes, Math.max(2 * last.bytes.length, at + count));
        }
        bytes.get(last.bytes, at, count);
        last.length = at + count;
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        file(name).length = (int) length;
    }

    @Override
    public void force(String file) {
        // memory keeps nothing over a crash
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void close() {
        // nobody else can open it
    }
}
