package io.leeway.monitoring;

import io.leeway.registry.contract.disk.SimulatedFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** The folder of a monitor on a simulated disk. */
final class SimulatedCheckpoints extends SimulatedFolder implements CheckpointFiles {

    private final ByteBuffer counter = ByteBuffer.allocateDirect(Progress.BYTES);

    SimulatedCheckpoints faultAt(long operation, Fault fault) {
        choose(operation, fault);
        return this;
    }

    /** The folder that the next process finds. */
    SimulatedCheckpoints reopened(Survival survival, Random random) {
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        files.survive(this, survival, random);
        files.counter.putLong(0, counter.getLong(0));
        return files;
    }

    @Override
    public List<String> list() {
        return list("");
    }

    @Override
    public byte[] read(String file) throws IOException {
        return readAll(file);
    }

    @Override
    public void write(String file, byte[] bytes) throws IOException {
        write(file, 0, ByteBuffer.wrap(bytes));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        super.rename(from, to);
        forceFolder("");
    }

    @Override
    public ByteBuffer counter() {
        return counter;
    }

    @Override
    public void close() {
        // nobody else
    }
}
