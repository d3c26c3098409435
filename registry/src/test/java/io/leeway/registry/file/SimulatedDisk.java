package io.leeway.registry.file;

import io.leeway.registry.contract.disk.SimulatedFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Random;

/** The folder of a registry on a simulated disk. */
final class SimulatedDisk extends SimulatedFolder implements Storage {

    SimulatedDisk faultAt(long operation, Fault fault) {
        choose(operation, fault);
        return this;
    }

    SimulatedDisk withoutForcing() {
        forgetForcing();
        return this;
    }

    /** The disk that the next process finds. */
    SimulatedDisk reopened(Survival survival, Random random) {
        SimulatedDisk disk = new SimulatedDisk();
        disk.survive(this, survival, random);
        return disk;
    }

    @Override
    public <T> T locked(Action<T> action) throws IOException {
        if (refuses()) {
            throw new AccessDeniedException(place(Layout.LOCK));
        }
        return action.run();
    }

    @Override
    public void checkLock() {
        // nobody else
    }
}
