package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.contract.disk.JavaProcess;
import io.leeway.registry.file.FileRegistry;
import io.leeway.serving.Rides.Ride;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tribuo.classification.Label;

/** A process that answers and labels rides, begins where the one before it was killed, and prints each answer. */
public final class RevisionProcess {
    static final int RIDES = 30_000;
    private static final int DELAY = 50;

    private RevisionProcess() {}

    static JavaProcess start(Path folder) throws IOException {
        return JavaProcess.start(RevisionProcess.class, folder.toString());
    }

    static LiveModelBuilder<Ride, Label> builder(ModelRegistry registry, FeedbackLog<Ride> log) {
        return LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .feedback(log)
                .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                .revisions(RevisionPolicy.standard().every(300, Duration.ofHours(1)));
    }

    static LiveModel<Ride, Label> live(ModelRegistry registry, FeedbackLog<Ride> log) {
        return builder(registry, log).build();
    }

    /** Answers a ride and labels an older one; a label that was given already is repeated. */
    static Answer<Label> step(LiveModel<Ride, Label> live, FeedbackLog<Ride> log, List<Ride> rides, int i) {
        Answer<Label> answer = live.answer(rides.get(i));
        label(log, rides, i);
        return answer;
    }

    static void label(FeedbackLog<Ride> log, List<Ride> rides, int i) {
        if (i >= DELAY) {
            log.label(i - DELAY, rides.get(i - DELAY).late());
        }
    }

    /** The argument: a folder with a registry. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        List<Ride> rides = Rides.make(RIDES, 7, 0);
        ModelRegistry registry = FileRegistry.open(folder.resolve("models"));
        FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve("feedback"), Rides.SCHEMA);
        LiveModel<Ride, Label> live = live(registry, log);
        int next = (int) log.counts().rows();
        if (next > 0) {
            label(log, rides, next - 1);
        }
        for (int i = next; i < RIDES; i++) {
            Answer<Label> answer = step(live, log, rides, i);
            System.out.println(i + " " + answer.revision() + " " + answer.score());
        }
    }
}
