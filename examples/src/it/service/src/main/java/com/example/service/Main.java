package com.example.service;

import io.leeway.retraining.RetrainingOutcome;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.classification.Label;

/** Lives through a change of the world in a few seconds, and ends with an error if something is not as it should be. */
public final class Main {

    // Held strongly, or the level would be forgotten with the logger.
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private Main() {}

    public static void main(String[] args) throws IOException {
        TRIBUO.setLevel(Level.WARNING);
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "run");
        World world = new World(42, 1);
        Path history = Files.write(folder.resolve("history.csv"), World.csv(world.quiet(4_000)));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        System.out.println("== Train on " + history.getFileName());
        try (ParcelService service = new ParcelService(folder.resolve("models"), history, meters);
                Endpoint endpoint = new Endpoint(service)) {
            Customers customers = new Customers(endpoint.uri());
            quietDays(service, customers, world);
            changedDays(service, customers, world, meters);
            wayBack(service, customers, world);
            records(service, meters);
        }
        System.out.println("All as it should be.");
    }

    private static void quietDays(ParcelService service, Customers customers, World world) {
        System.out.println("== 1,000 parcels, like those before");
        customers.askAndTellLater(world.quiet(1_000));
        RetrainingOutcome<Parcel, Label> look = service.look();
        System.out.println(look);
        check(look.status() == Status.HELD, "nothing is done while the world is quiet");
    }

    private static void changedDays(
            ParcelService service, Customers customers, World world, SimpleMeterRegistry meters) {
        System.out.println("== 2,000 parcels after the world has changed");
        customers.askAndTellLater(world.changed(2_000));
        double share = meters.get("leeway.monitor.drift.share").gauge().value();
        check(share >= 0.2, "operations see the drift, in a share of the features of " + share);
        AtomicReference<RetrainingOutcome<Parcel, Label>> look = new AtomicReference<>();
        Set<Integer> answeredBy = customers.askDuring(() -> look.set(service.look()), world);
        System.out.println(look.get());
        look.get().run().ifPresent(System.out::println);
        check(look.get().status() == Status.PROMOTED, "a better model is promoted");
        check(answeredBy.equals(Set.of(1, 2)), "requests go on meanwhile, answered by the versions " + answeredBy);
    }

    private static void wayBack(ParcelService service, Customers customers, World world) {
        System.out.println("== An operator goes back");
        Set<Integer> answeredBy = customers.askDuring(
                () -> service.live().rollBack("the new model shall be looked at by a person first"), world);
        check(answeredBy.equals(Set.of(1, 2)), "requests go on meanwhile, answered by the versions " + answeredBy);
        check(customers.ask(world.changed(1).get(0)) == 1, "version 1 answers again");
        int champion =
                service.registry().resolve(ParcelService.MODEL, "champion").number();
        check(champion == 1, "the registry's champion is version " + champion);
    }

    private static void records(ParcelService service, SimpleMeterRegistry meters) {
        System.out.println("== What is on record");
        System.out.println(service.registry().model(ParcelService.MODEL));
        check(service.registry().verify(ParcelService.MODEL).isIntact(), "the audit trail is intact");
        service.monitor().flush();
        long answers = service.live().answersByVersion().values().stream()
                .mapToLong(each -> each)
                .sum();
        double recorded = meters.get("leeway.monitor.rows").functionCounter().count();
        check(recorded == answers, "the monitor has recorded all of " + answers + " answers");
        double matched = meters.get("leeway.monitor.labels")
                .tag("outcome", "matched")
                .functionCounter()
                .count();
        check(matched == 3_000, "each of 3,000 outcomes has found its prediction");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("This does not hold: " + what);
        }
        System.out.println("  ok: " + what);
    }
}
