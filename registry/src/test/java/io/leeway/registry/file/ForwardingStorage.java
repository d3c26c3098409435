package io.leeway.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A storage that hands everything on, for tests that change one thing. */
class ForwardingStorage implements Storage {

    private final Storage to;

    ForwardingStorage(Storage to) {
        this.to = to;
    }

    @Override
    public String place(String path) {
        return to.place(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return to.exists(path);
    }

    @Override
    public long size(String file) throws IOException {
        return to.size(file);
    }

    @Override
    public byte[] read(String file, long position, int length) throws IOException {
        return to.read(file, position, length);
    }

    @Override
    public byte[] readAll(String file) throws IOException {
        return to.readAll(file);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return to.list(folder);
    }

    @Override
    public void createFolder(String folder) throws IOException {
        to.createFolder(folder);
    }

    @Override
    public void write(String file, long position, ByteBuffer bytes) throws IOException {
        to.write(file, position, bytes);
    }

    @Override
    public void rename(String from, String target) throws IOException {
        to.rename(from, target);
    }

    @Override
    public void forceFolder(String folder) throws IOException {
        to.forceFolder(folder);
    }

    @Override
    public void forceRoot() throws IOException {
        to.forceRoot();
    }

    @Override
    public <T> T locked(Action<T> action) throws IOException {
        return to.locked(action);
    }

    @Override
    public void checkLock() throws IOException {
        to.checkLock();
    }
}
