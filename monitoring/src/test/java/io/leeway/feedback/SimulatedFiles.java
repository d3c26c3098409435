package io.leeway.feedback;

import io.leeway.registry.contract.disk.SimulatedFolder;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** The folder of a feedback log on a simulated disk. */
final class SimulatedFiles extends SimulatedFolder implements FeedbackFiles {

    SimulatedFiles faultAt(long operation, Fault fault) {
        choose(operation, fault);
        return this;
    }

    SimulatedFiles withoutForcing() {
        forgetForcing();
        return this;
    }

    /** The folder that the next process finds. */
    SimulatedFiles reopened(Survival survival, Random random) {
        SimulatedFiles files = new SimulatedFiles();
        files.survive(this, survival, random);
        return files;
    }

    @Override
    public List<String> list() {
        return list("");
    }

    @Override
    public void force(String file) throws IOException {
        super.force(file);
        forceFolder("");
    }

    @Override
    public void close() {
        // nobody else
    }
}
