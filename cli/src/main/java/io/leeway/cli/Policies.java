package io.leeway.cli;

import io.leeway.registry.Alias;
import io.leeway.registry.AuditAction;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.RegisteredModel;
import io.leeway.retraining.Decision;
import io.leeway.retraining.Observation;
import io.leeway.retraining.PolicyException;
import io.leeway.retraining.PolicyFormatException;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Policies and signals in files, and decisions as JSON. */
final class Policies {
    private Policies() {}

    static RetrainingPolicy policy(Path file) {
        try {
            return RetrainingPolicy.parse(Disk.text(file));
        } catch (PolicyFormatException | PolicyException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
    }

    /** What a service recorded, a line a decision; a file without a line is refused. */
    static List<Signals> signals(Path file) {
        List<Signals> all;
        try {
            all = Signals.parse(Disk.text(file));
        } catch (PolicyFormatException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw new CommandException(file + ": has no line of signals: a service writes one a decision, by"
                    + " decision.signals().toText()");
        }
        return all;
    }

    /** When an alias was last moved, and by whom. */
    static Optional<AuditEvent> lastMove(RegisteredModel model, Alias alias) {
        String subject = "alias/" + alias;
        return model.audit().stream()
                .filter(event -> event.action() == AuditAction.MOVE_ALIAS
                        && event.subject().equals(subject))
                .reduce((before, after) -> after);
    }

    static Map<String, Object> json(Decision decision) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", decision.at().toString());
        json.put("action", decision.action().name());
        json.put("reason", decision.reason().name());
        json.put("sentence", decision.sentence());
        List<Map<String, ?>> observations = new ArrayList<>();
        for (Observation observation : decision.observations()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("condition", observation.condition());
            one.put("outcome", observation.outcome().name());
            one.put("sentence", observation.sentence());
            observations.add(one);
        }
        json.put("observations", observations);
        json.put("signals", decision.signals().toText());
        return json;
    }

    /** Each condition, what it says and why. */
    static String conditions(Decision decision, String indent) {
        StringBuilder text = new StringBuilder();
        for (Observation observation : decision.observations()) {
            text.append('\n').append(indent).append(word(observation)).append(observation.condition());
            text.append('\n').append(indent).append(" ".repeat(WIDEST)).append(observation.sentence());
        }
        return text.toString();
    }

    private static final int WIDEST = "not known  ".length();

    private static String word(Observation observation) {
        String word =
                switch (observation.outcome()) {
                    case MET -> "met";
                    case NOT_MET -> "not met";
                    case INSUFFICIENT_DATA -> "not known";
                };
        return String.format(Locale.ROOT, "%-" + WIDEST + "s", word);
    }
}
