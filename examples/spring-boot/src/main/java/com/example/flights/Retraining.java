package com.example.flights;

import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainerState;
import io.leeway.retraining.RetrainingOutcome;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tribuo.classification.Label;

/** Evaluates the policy every hour on Spring's scheduler, and when an operator asks for it. */
@RestController
class Retraining {
    private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);

    private final Retrainer<Flight, Label> retrainer;
    private final Path file;

    Retraining(Retrainer<Flight, Label> retrainer, ModelSettings model) {
        this.retrainer = retrainer;
        this.file = file(model);
    }

    /** What the retrainer did. */
    record Outcome(String status, String sentence, int champion) {}

    /** Returns the state in which the retrainer was when the application ended. */
    static RetrainerState remembered(ModelSettings model) throws IOException {
        return Files.exists(file(model)) ? RetrainerState.parse(Files.readString(file(model))) : RetrainerState.none();
    }

    private static Path file(ModelSettings model) {
        return Path.of(model.folder(), "retrainer.txt");
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void everyHour() throws IOException {
        tick();
    }

    @PostMapping("/model/tick")
    Outcome tick() throws IOException {
        RetrainingOutcome<Flight, Label> outcome = retrainer.tick();
        LOG.info("{}: {}", outcome.status(), outcome.sentence());
        remember();
        return new Outcome(outcome.status().name(), outcome.sentence(), outcome.champion());
    }

    @PreDestroy
    synchronized void remember() throws IOException {
        Path next = file.resolveSibling("retrainer.next");
        Files.writeString(next, retrainer.state().toText());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
