package io.leeway.cli;

import io.leeway.registry.Alias;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.retraining.Decision;
import io.leeway.retraining.PolicyException;
import io.leeway.retraining.PolicyState;
import io.leeway.retraining.RetrainerState;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Signals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a policy decides. */
@Command(
        name = "explain",
        description = {
            "Says what a policy decides now, and why, condition by condition; exits with 3 if it says retrain.",
            "",
            "A registry knows the champion's age and its metrics at promotion (--model). What only the service knows comes"
                    + " from the file in which it records its signals (--signals, its last line) or from options. What is"
                    + " given nowhere is not known, and no reason to retrain."
        },
        footer = {
            "%nExamples:",
            "  leeway policy explain flights.policy --model flight-delay --signals looks.txt --state retrainer.txt",
            "  leeway policy explain flights.policy --model flight-delay --metric logLoss=0.61 --labelled-rows 5000"
        })
final class PolicyExplainCommand extends Task {
    @Parameters(paramLabel = "POLICY", description = "A file with a policy; see 'leeway policy --help'.")
    private Path policy = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", description = "The name of a model in the registry.")
    private @Nullable String name;

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "The alias of the version that serves. Default: champion.")
    private String alias = "champion";

    @Mixin
    private RegistryOptions place = new RegistryOptions();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "RetrainerState.toText() or PolicyState.toText(): earlier trainings and looks.")
    private @Nullable Path state;

    @Mixin
    private SignalOptions options = new SignalOptions();

    /** The model that the registry names, and the times at which versions came to be. */
    private record Champion(ModelVersion version, Instant since, List<Instant> registered) {}

    /** What was decided before, and a sentence where that is not all known. */
    private record History(PolicyState state, OptionalLong newLabels, Optional<String> note) {}

    @Override
    Outcome run() {
        RetrainingPolicy rules = Policies.policy(policy);
        Optional<Champion> champion = champion();
        History history = history(champion);
        Signals signals = options.signals(session().clock());
        if (champion.isPresent()) {
            Champion known = champion.get();
            // What the options say is about today; a recorded age is about the time of the record.
            signals = options.overridden(signals.withChampion(known.version(), known.since()));
        }
        if (signals.newLabels().isEmpty() && history.newLabels().isPresent()) {
            signals = signals.withNewLabels(history.newLabels().getAsLong());
        }
        Decision decision = rules.decide(signals, history.state());
        return new Outcome(
                decision.isRetrain() ? ExitCode.FINDING : ExitCode.FINE,
                text(decision, champion, history),
                json(decision, champion, history));
    }

    private Optional<Champion> champion() {
        String model = name;
        if (model == null) {
            return Optional.empty();
        }
        try (ModelRegistry registry = place.open()) {
            RegisteredModel registered = registry.model(model);
            ModelVersion version = registry.resolve(model, alias);
            Instant since = Policies.lastMove(registered, Alias.of(alias))
                    .map(AuditEvent::time)
                    .orElse(version.created());
            List<Instant> created =
                    registered.versions().stream().map(ModelVersion::created).toList();
            return Optional.of(new Champion(version, since, created));
        }
    }

    private History history(Optional<Champion> champion) {
        Path file = state;
        if (file != null) {
            return stored(file);
        }
        if (champion.isPresent()) {
            List<Instant> registered = champion.get().registered();
            return new History(
                    new PolicyState(registered, new TreeMap<>()),
                    OptionalLong.empty(),
                    Optional.of("without --state, each of " + registered.size() + " registered versions counts as a"
                            + " training; those that registered none, and earlier looks, are not known"));
        }
        return new History(
                PolicyState.none(),
                OptionalLong.empty(),
                Optional.of("without --state and --model, no earlier training and no earlier look is known"));
    }

    private static History stored(Path file) {
        String text = Disk.text(file);
        try {
            if (text.startsWith("leeway-retrainer-state")) {
                RetrainerState retrainer = RetrainerState.parse(text);
                return new History(retrainer.policy(), OptionalLong.of(retrainer.newLabels()), Optional.empty());
            }
            return new History(PolicyState.parse(text), OptionalLong.empty(), Optional.empty());
        } catch (PolicyException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Decision decision, Optional<Champion> champion, History history) {
        StringBuilder text = new StringBuilder();
        champion.ifPresent(each -> text.append(each.version().name())
                .append(" v")
                .append(each.version().number())
                .append(", promoted at ")
                .append(each.since())
                .append('\n'));
        text.append(decision).append(Policies.conditions(decision, "  "));
        history.note().ifPresent(note -> text.append("\nnote: ").append(note));
        return text.toString();
    }

    private Map<String, ?> json(Decision decision, Optional<Champion> champion, History history) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", decision.policy());
        champion.ifPresent(each -> {
            json.put("model", each.version().name());
            json.put("version", each.version().number());
            json.put("since", each.since().toString());
        });
        json.putAll(Policies.json(decision));
        json.put("notes", new ArrayList<>(history.note().stream().toList()));
        json.put("nextState", decision.next().toText());
        return json;
    }
}
