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
    private static final int BLOCK_BITS = 16;
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** Bytes in blocks, so that nothing is copied when a file grows. */
    private static final class File {
        /** Replaced when it grows; what was written before does not change. */
        private volatile byte[][] blocks = {};

        volatile int length;

        void write(int position, ByteBuffer bytes) {
            int at = position;
            while (bytes.hasRemaining()) {
                int block = at >>> BLOCK_BITS;
                byte[][] all = blocks;
                if (block == all.length) {
                    all = Arrays.copyOf(all, block + 1);
                    all[block] = new byte[BLOCK];
                    blocks = all;
                }
                int offset = at & BLOCK - 1;
                int count = Math.min(bytes.remaining(), BLOCK - offset);
                bytes.get(all[block], offset, count);
                at += count;
            }
            length = at;
        }

        byte[] read(int position, int end) {
            byte[] result = new byte[Math.max(0, end - position)];
            byte[][] all = blocks;
            int at = position;
            while (at < end) {
                int offset = at & BLOCK - 1;
                int count = Math.min(end - at, BLOCK - offset);
                System.arraycopy(all[at >>> BLOCK_BITS], offset, result, at - position, count);
                at += count;
            }
            return result;
        }
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
        return file.read((int) position, end);
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
        last.write((int) position, bytes);
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
