package io.leeway.monitoring;

import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.contract.disk.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;

/** A process that records and labels rows where the one before it ended, and prints what its monitor says. */
public final class MonitorProcess {
    private MonitorProcess() {}

    static JavaProcess start(Path folder, int steps) throws IOException {
        return JavaProcess.start(MonitorProcess.class, folder.toString(), Integer.toString(steps));
    }

    /** The arguments: folder, the number of the last step. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int steps = Integer.parseInt(args[1]);
        ModelMonitor<Reading> monitor = Reading.monitor()
                .checkpoint(folder.resolve("monitor"))
                .onSnapshot(System.out::println)
                .tell(notice -> notice.events().forEach(System.out::println))
                .build();
        try (FeedbackLog<Reading> log = FeedbackLog.open(folder.resolve("log"), Reading.SCHEMA)) {
            monitor.resume(log);
            // A row whose label was not recorded any more gets it now: labels that are known already change nothing.
            for (int i = Math.max(0, (int) log.counts().rows() - 1); i < steps; i++) {
                if (i >= log.counts().rows()) {
                    Reading.step(log, i);
                } else {
                    Reading.label(log, i);
                }
            }
            System.out.println("end");
            monitor.close();
        }
    }
}
