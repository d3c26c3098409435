package io.leeway.feedback;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Files in memory, which later files use again when they are deleted. One thread writes at a time; others may read what was written before. */
final class MemoryFiles implements FeedbackFiles {
    private static final int BLOCK_BITS = 16;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final VarHandle LENGTH;

    static {
        try {
            LENGTH = MethodHandles.lookup().findVarHandle(File.class, "length", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Bytes in blocks, so that nothing is copied when a file grows. */
    private final class File {
        /** Replaced when it grows; what was written before does not change. */
        private volatile byte[][] blocks = {};

        private volatile int length;

        /** Set before its blocks serve other files: who has read them must look here afterwards. */
        private volatile boolean deleted;

        void write(int position, ByteBuffer bytes) {
            int at = position;
            int from = bytes.arrayOffset() + bytes.position();
            int left = bytes.remaining();
            while (left > 0) {
                int block = at >>> BLOCK_BITS;
                byte[][] all = blocks;
                if (block == all.length) {
                    all = Arrays.copyOf(all, block + 1);
                    all[block] = block();
                    blocks = all;
                }
                int offset = at & BLOCK - 1;
                int count = Math.min(left, BLOCK - offset);
                System.arraycopy(bytes.array(), from, all[block], offset, count);
                from += count;
                left -= count;
                at += count;
            }
            // Who reads the length sees the bytes; the writer need not wait until others see the length.
            LENGTH.setRelease(this, at);
        }

        private byte[] block() {
            byte[] used = free.poll();
            if (used == null) {
                return new byte[BLOCK];
            }
            // Brings it into the processor's cache as a whole; each row would wait for its part.
            Arrays.fill(used, (byte) 0);
            return used;
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

        void delete() {
            deleted = true;
            VarHandle.fullFence();
            free.addAll(Arrays.asList(blocks));
        }
    }

    /** Blocks of deleted files; touched by who writes alone. */
    private final Deque<byte[]> free = new ArrayDeque<>();

    private final Map<String, File> files = new ConcurrentSkipListMap<>();
    private String lastName = "";
    private @Nullable File last;

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
        byte[] bytes = file.read((int) position, end);
        VarHandle.acquireFence();
        if (file.deleted) {
            throw new NoSuchFileException(name);
        }
        return bytes;
    }

    @Override
    public long size(String name) throws IOException {
        return file(name).length;
    }

    @Override
    public void append(String name, long position, ByteBuffer bytes) {
        File file = last;
        if (file == null || !lastName.equals(name)) {
            file = files.computeIfAbsent(name, each -> new File());
            lastName = name;
            last = file;
        }
        file.write((int) position, bytes);
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
        File file = files.remove(name);
        if (file != null) {
            file.delete();
        }
        if (lastName.equals(name)) {
            last = null;
        }
    }

    @Override
    public void close() {
        // nobody else can open it
    }
}
