package io.leeway.serving;

import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import io.leeway.registry.contract.disk.JavaProcess;
import io.leeway.registry.file.FileRegistry;
import io.leeway.serving.Rides.Ride;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;

/**
 * A replica with a lease, which answers the rides whose numbers it reads and is given their labels if it learns; {@code refresh} and the second of now lets it take the lease
 * again, or take over; {@code hand over} and a ride lets it learn what another replica answered. The time is given, so that a slow machine lets no lease end.
 */
public final class ReplicaProcess {
    static final Duration TIME = Duration.ofSeconds(30);
    private static final String REFRESH = "refresh ";
    private static final String HAND_OVER = "hand over ";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private ReplicaProcess() {}

    static JavaProcess start(Path folder, String name) throws IOException {
        return JavaProcess.start(ReplicaProcess.class, folder.toString(), name);
    }

    /** Lets a replica refresh at a second; returns whether it learns. */
    static boolean refresh(JavaProcess replica, int second) throws IOException {
        return tell(replica, List.of(REFRESH + second)).get(0).equals("true");
    }

    /** Returns the answers to some rides. */
    static List<String> ask(JavaProcess replica, int from, int to) throws IOException {
        List<String> rides = new ArrayList<>();
        for (int ride = from; ride < to; ride++) {
            rides.add(Integer.toString(ride));
        }
        return tell(replica, rides);
    }

    /** Hands rides over that another replica answered, and their labels; returns how many labels were learnt then. */
    static long handOver(JavaProcess replica, int from, int to) throws IOException {
        List<String> rides = new ArrayList<>();
        for (int ride = from; ride < to; ride++) {
            rides.add(HAND_OVER + ride);
        }
        return Long.parseLong(tell(replica, rides).get(to - from - 1));
    }

    private static List<String> tell(JavaProcess replica, List<String> commands) throws IOException {
        byte[] lines = (String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8);
        replica.process().getOutputStream().write(lines);
        replica.process().getOutputStream().flush();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            answers.add(replica.lines().readLine());
        }
        return answers;
    }

    /** The arguments: a folder with a registry, and the name of the replica. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Ride> rides = Rides.make(RevisionProcess.RIDES, 7, 0);
        StepClock clock = new StepClock(START);
        FileRegistry registry = FileRegistry.open(folder.resolve("models"), clock);
        FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve(args[1]), Rides.SCHEMA);
        LiveModel<Ride, Label> live = RevisionProcess.builder(registry, log)
                .lease(registry.leases(), args[1], TIME)
                .build();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(REFRESH)) {
                clock.set(START.plusSeconds(Long.parseLong(line.substring(REFRESH.length()))));
                live.refresh();
                System.out.println(live.learns());
                continue;
            }
            if (line.startsWith(HAND_OVER)) {
                Ride ride = rides.get(Integer.parseInt(line.substring(HAND_OVER.length())));
                if (log.position(RowId.of(ride.id())).isEmpty()) {
                    live.answer(ride);
                }
                log.label(ride.id(), ride.late());
                System.out.println(live.adaptation().orElseThrow().labels());
                continue;
            }
            int ride = Integer.parseInt(line);
            Answer<Label> answer = live.answer(rides.get(ride));
            if (live.learns()) {
                log.label(ride, rides.get(ride).late());
            }
            System.out.println(ride + " " + answer.revision() + " " + answer.score());
        }
    }
}
