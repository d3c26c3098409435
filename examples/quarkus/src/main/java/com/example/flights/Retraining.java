package com.example.flights;

import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainerState;
import io.leeway.retraining.RetrainingOutcome;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;
import org.tribuo.classification.Label;

/**
 * Evaluates the policy every hour on Quarkus' scheduler, and when an operator asks for it. It is there from the start, because
 * the retrainer counts new labels from the moment at which it is built.
 */
@Startup
@Singleton
@Blocking
@Path("/model/tick")
public class Retraining {
    private static final Logger LOG = Logger.getLogger(Retraining.class);

    private final Retrainer<Flight, Label> retrainer;
    private final java.nio.file.Path file;

    Retraining(Retrainer<Flight, Label> retrainer, ModelSettings model) {
        this.retrainer = retrainer;
        this.file = file(model);
    }

    /** What the retrainer did. */
    public record Outcome(String status, String sentence, int champion) {}

    /** Returns the state in which the retrainer was when the application ended. */
    static RetrainerState remembered(ModelSettings model) throws IOException {
        return Files.exists(file(model)) ? RetrainerState.parse(Files.readString(file(model))) : RetrainerState.none();
    }

    private static java.nio.file.Path file(ModelSettings model) {
        return model.folder().resolve("retrainer.txt");
    }

    @Scheduled(every = "1h", delayed = "1h")
    void everyHour() throws IOException {
        tick();
    }

    @POST
    public Outcome tick() throws IOException {
        RetrainingOutcome<Flight, Label> outcome = retrainer.tick();
        LOG.infof("%s: %s", outcome.status(), outcome.sentence());
        remember();
        return new Outcome(outcome.status().name(), outcome.sentence(), outcome.champion());
    }

    @PreDestroy
    synchronized void remember() throws IOException {
        java.nio.file.Path next = file.resolveSibling("retrainer.next");
        Files.writeString(next, retrainer.state().toText());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
