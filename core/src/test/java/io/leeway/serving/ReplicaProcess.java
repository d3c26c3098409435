package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;

import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.contract.disk.JavaProcess;
import io.leeway.registry.file.FileRegistry;
import io.leeway.serving.Rides.Ride;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tribuo.classification.Label;

/** A replica that answers the rides whose numbers it reads, and prints its answers; one that learns is given their labels too. */
public final class ReplicaProcess {
    static final String LEARNS = "learns";

    private ReplicaProcess() {}

    static JavaProcess start(Path folder, String name) throws IOException {
        return JavaProcess.start(ReplicaProcess.class, folder.toString(), name);
    }

    /** The arguments: a folder with a registry, and the name of the replica. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Ride> rides = Rides.make(RevisionProcess.RIDES, 7, 0);
        ModelRegistry registry = FileRegistry.open(folder.resolve("models"));
        FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve(args[1]), Rides.SCHEMA);
        boolean learns = args[1].equals(LEARNS);
        LiveModel<Ride, Label> live = learns
                ? RevisionProcess.live(registry, log)
                : LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                        .feedback(log)
                        .followRevisions()
                        .build();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int ride = Integer.parseInt(line);
            live.refresh();
            Answer<Label> answer = live.answer(rides.get(ride));
            if (learns) {
                log.label(ride, rides.get(ride).late());
            }
            System.out.println(ride + " " + answer.revision() + " " + answer.score());
        }
    }
}
