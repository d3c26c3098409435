package io.leeway.serving;

import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ForwardingRegistry;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.contract.disk.JavaProcess;
import io.leeway.registry.file.FileRegistry;
import io.leeway.serving.Rides.Ride;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tribuo.classification.Label;

/**
 * A process as {@link RevisionProcess}, whose champion is another one every 200 rides. It stands still behind one of the writes to the registry of its first swap, so that it can be
 * killed there.
 */
public final class SwapProcess {
    static final String STANDS_STILL = "stands still";
    private static final int EVERY = 200;
    private static final int FIRST = 150;

    private SwapProcess() {}

    static JavaProcess start(Path folder, int write) throws IOException {
        return JavaProcess.start(SwapProcess.class, folder.toString(), Integer.toString(write));
    }

    static boolean swapsAt(int ride) {
        return ride % EVERY == FIRST;
    }

    /** Lets the version take over that should answer a ride, if it does not yet. */
    static void swap(LiveModel<Ride, Label> live, int ride) {
        int version = ride / EVERY % 2 == 0 ? 2 : 1;
        if (swapsAt(ride) && live.version().number() != version) {
            live.switchTo(version, "at ride " + ride);
        }
    }

    /** A registry behind one of whose writes a thread stands still with all that it holds. */
    private static final class StandingRegistry extends ForwardingRegistry {
        private final int write;
        private boolean armed;
        private int writes;

        StandingRegistry(ModelRegistry registry, int write) {
            super(registry);
            this.write = write;
        }

        private void written() {
            if (!armed || writes++ != write) {
                return;
            }
            System.out.println(STANDS_STILL);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
            ModelVersion version = super.register(name, artifact, cause);
            written();
            return version;
        }

        @Override
        public AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
            AliasMove move = super.moveAlias(name, alias, expected, to, cause);
            written();
            return move;
        }
    }

    /** The arguments: a folder with a registry, a write of the first swap, counted from 0. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        List<Ride> rides = Rides.make(RevisionProcess.RIDES, 7, 0);
        StandingRegistry registry =
                new StandingRegistry(FileRegistry.open(folder.resolve("models")), Integer.parseInt(args[1]));
        FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve("feedback"), Rides.SCHEMA);
        LiveModel<Ride, Label> live = RevisionProcess.live(registry, log);
        int next = (int) log.counts().rows();
        if (next > 0) {
            RevisionProcess.label(log, rides, next - 1);
        }
        for (int i = next; i < RevisionProcess.RIDES; i++) {
            // The swap in which the process before was killed is done to its end.
            registry.armed = i > next && swapsAt(i);
            swap(live, i);
            RevisionProcess.step(live, log, rides, i);
        }
    }
}
