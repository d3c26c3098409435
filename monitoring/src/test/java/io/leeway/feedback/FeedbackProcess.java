package io.leeway.feedback;

import io.leeway.registry.contract.disk.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;

/** A process that records and labels rows from an id on, in two threads, and prints the id of each when it was acknowledged. */
public final class FeedbackProcess {
    private FeedbackProcess() {}

    static JavaProcess start(Path folder, long firstId) throws IOException {
        return JavaProcess.start(FeedbackProcess.class, folder.toString(), Long.toString(firstId));
    }

    static FeedbackLogBuilder<Parcel> builder() {
        // small segments, so that a kill meets their ends
        return FeedbackLog.of(Parcel.SCHEMA).maxRows(1 << 24).maxBytes(1 << 20);
    }

    /** The arguments: folder, first id. */
    public static void main(String[] args) {
        FeedbackLog<Parcel> log = builder().open(Path.of(args[0]));
        long first = Long.parseLong(args[1]);
        new Thread(() -> record(log, first)).start();
        record(log, first + 1);
    }

    private static void record(FeedbackLog<Parcel> log, long first) {
        for (long id = first; ; id += 2) {
            log.record(Parcel.of(id), 0.5, 1);
            log.label(id, true);
            System.out.println(id);
        }
    }
}
