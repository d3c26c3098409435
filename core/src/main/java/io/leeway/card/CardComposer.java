package io.leeway.card;

import io.leeway.card.ModelCard.Fact;
import io.leeway.card.ModelCard.Section;
import io.leeway.evaluation.GateResult;
import io.leeway.model.ModelMetadata;
import io.leeway.monitoring.performance.Interval;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Composes a card from what is recorded; used once. */
final class CardComposer {
    private static final String PASSED = GateResult.Outcome.PASSED.name();

    private final ModelVersion version;
    private final @Nullable RegisteredModel model;
    private final Lineage lineage;
    private final Purpose purpose;
    private final RunFacts facts;
    private final List<Fact> current = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    CardComposer(ModelVersion version, @Nullable RegisteredModel model) {
        this.version = version;
        this.model = model;
        this.lineage = version.lineage();
        this.purpose = Purpose.of(version);
        this.facts = RunFacts.of(version);
    }

    ModelCard card() {
        purpose();
        data();
        training();
        evaluation();
        limits();
        history();
        software();
        return new ModelCard(version.name(), version.number(), summary(), sections);
    }

    private void purpose() {
        each("objective", purpose.objectives(), "Declare it with objective(\"...\") in the pipeline.");
        section("Purpose", "Intended use");
        gates(purpose.success()::contains, "success criterion", "Declare them with success(...) in the pipeline.");
        section("Purpose", "Success criteria");
        purpose.owners().forEach(owner -> current.add(Fact.of(owner.role(), owner.contact())));
        if (current.isEmpty()) {
            missing("owner", "Declare them with owner(\"data\", \"...\") in the pipeline.");
        }
        section("Purpose", "Owners");
    }

    private void data() {
        recorded(
                "rows",
                lineage.dataRows().isPresent()
                        ? Optional.of(String.format(
                                Locale.ROOT, "%,d", lineage.dataRows().getAsLong()))
                        : Optional.empty(),
                "The model was trained elsewhere.");
        recorded("period", period(lineage.dataFrom(), lineage.dataTo()), "Declare the time of rows in the schema.");
        recorded("digest", nonEmpty(lineage.dataDigest()), "The model was trained elsewhere.");
        recorded("schema", metadata(ModelMetadata.SCHEMA), "Register the model by a pipeline.");
        for (String role : List.of("response", "feature", "sensitive")) {
            recorded(
                    role.equals("response") ? role : role.equals("feature") ? "features" : "sensitive attributes",
                    columns(role),
                    role.equals("sensitive") ? "The schema declares none." : "Register the model by a pipeline.");
        }
        section("Data", "Training data");
    }

    private Optional<String> columns(String role) {
        return nonEmpty(facts.columns().stream()
                .filter(each -> each.role().equals(role))
                .map(each -> each.name() + " (" + each.type() + ")")
                .collect(Collectors.joining(", ")));
    }

    private void training() {
        recorded("kind", metadata(ModelMetadata.KIND).map(CardComposer::words), "Register the model by a pipeline.");
        metadata(ModelMetadata.POSITIVE_CLASS).ifPresent(each -> current.add(Fact.of("positive class", each)));
        recorded("candidate", metadata(ModelMetadata.CANDIDATE), "Register the model by a pipeline.");
        trainer();
        recorded("seed", metadata(ModelMetadata.SEED), "Register the model by a pipeline.");
        recorded("format", metadata(ModelMetadata.FORMAT), "Register the model by a pipeline.");
        metadata(ModelMetadata.REFITTED)
                .filter("true"::equals)
                .ifPresent(each -> current.add(Fact.of("refitted", "on all rows, including those held out")));
        lineage.parentVersion().ifPresent(parent -> current.add(Fact.of("successor of", "v" + parent)));
        metadata(ModelMetadata.CANDIDATES)
                .ifPresent(each -> current.add(Fact.of("candidates", each.replace("\n", "; "))));
        section("Training", "How it was trained");
    }

    private void trainer() {
        Optional<TrainerText.Trainer> read = TrainerText.read(lineage.trainer());
        recorded(
                "algorithm",
                read.map(TrainerText.Trainer::algorithm).or(() -> nonEmpty(lineage.trainer())),
                "Nobody said what trained the model.");
        read.map(TrainerText.Trainer::settings)
                .filter(each -> !each.isEmpty())
                .ifPresent(each -> current.add(Fact.of("hyperparameters", each)));
        if (read.isPresent()) {
            current.add(Fact.of(
                    "provenance",
                    String.format(
                            Locale.ROOT,
                            "the full description of the trainer, %,d characters, is stored with the version",
                            lineage.trainer().length())));
        }
    }

    private void evaluation() {
        recorded(
                "rows held out",
                metadata(ModelMetadata.HOLD_OUT_ROWS).map(CardComposer::grouped),
                "Register the model by a pipeline.");
        recorded(
                "period",
                period(facts.evaluatedFrom(), facts.evaluatedTo()),
                "Declare the time of rows in the schema.");
        lineage.metrics().forEach((name, value) -> current.add(metric(name, value)));
        if (lineage.metrics().isEmpty()) {
            missing("metrics", "Register the model by a pipeline.");
        }
        section("Evaluation", "On rows that the model has not seen");
        gates(
                name -> !purpose.success().contains(name) && !isFairness(name),
                "gate",
                "Add them with gate(...) in the pipeline.");
        section("Evaluation", "Gates");
        gates(
                CardComposer::isFairness,
                "comparison of groups",
                "Add a gate such as demographicParityDifference(\"...\").atMost(0.1).");
        section("Evaluation", "Fairness");
    }

    /** A count with commas, or a text of another origin as it is. */
    private static String grouped(String count) {
        return count.matches("\\d{1,18}") ? String.format(Locale.ROOT, "%,d", Long.valueOf(count)) : count;
    }

    private static boolean isFairness(String gate) {
        return gate.startsWith("demographicParityDifference(");
    }

    private Fact metric(String name, double value) {
        Interval interval = facts.intervals().get(name);
        String text = number(value)
                + (interval == null
                        ? ""
                        : " (" + number(interval.lower()) + " to " + number(interval.upper()) + " with "
                                + Math.round(100 * interval.confidence()) + "% confidence)");
        return new Fact(name, text, true, OptionalDouble.of(value), interval);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 1_000 ? "%.4f" : "%.1f", value);
    }

    private void gates(Predicate<String> which, String name, String advice) {
        for (Map.Entry<String, String> each : lineage.gates().entrySet()) {
            if (which.test(each.getKey())) {
                current.add(Fact.of(each.getKey(), each.getValue()));
            }
        }
        if (current.isEmpty()) {
            missing(name, advice);
        }
    }

    private void limits() {
        each("limit", purpose.limits(), "Declare them with limit(\"...\") in the pipeline.");
        metadata(ModelMetadata.NOTES)
                .ifPresent(notes -> notes.lines().forEach(each -> current.add(Fact.of("note of the run", each))));
        section("Limits", "Known limits");
    }

    private void history() {
        RegisteredModel registered = model;
        if (registered == null) {
            missing("history", "The card was made without the registry: ModelCard.of(registry, name, version) has it.");
        } else {
            String aliases = registered.aliases().entrySet().stream()
                    .filter(each -> each.getValue() == version.number())
                    .map(each -> each.getKey().value())
                    .collect(Collectors.joining(", "));
            current.add(Fact.of("aliases now", aliases.isEmpty() ? "none" : aliases));
            for (AuditEvent event : registered.audit()) {
                if (concerns(event)) {
                    current.add(
                            Fact.of(event.time().toString(), event.toString().replaceFirst("^#\\d+ \\S+ ", "")));
                }
            }
        }
        section("History", "Who did what, and why");
    }

    private boolean concerns(AuditEvent event) {
        String number = Integer.toString(version.number());
        return event.subject().equals("version/" + number)
                || event.subject().startsWith("alias/")
                        && (event.before().equals(number) || event.after().equals(number));
    }

    private void software() {
        current.add(Fact.of("created", version.created().toString()));
        current.add(Fact.of("SHA-256", version.sha256()));
        current.add(Fact.of("size", String.format(Locale.ROOT, "%,d bytes", version.size())));
        facts.software().forEach((name, each) -> current.add(Fact.of(name, each)));
        if (facts.software().isEmpty()) {
            missing("versions of software", "Register the model by a pipeline.");
        }
        section("Software", "Bytes and versions");
    }

    private String summary() {
        List<String> criteria = lineage.gates().entrySet().stream()
                .filter(each -> purpose.success().contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        String success = criteria.isEmpty()
                ? "no success criteria declared"
                : String.format(
                        Locale.ROOT,
                        "%d of %d success criteria met",
                        criteria.stream()
                                .filter(each -> each.startsWith(PASSED))
                                .count(),
                        criteria.size());
        String decided = metadata(ModelMetadata.STATUS)
                .map(status -> status.equals(ModelMetadata.PASSED) ? "passed its gates" : "rejected by its gates")
                .orElse("not judged by gates");
        return decided + ", " + success;
    }

    private static Optional<String> period(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(first -> to.map(last -> first + " to " + last));
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Optional<String> metadata(String key) {
        return nonEmpty(version.metadata().getOrDefault(key, ""));
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private void each(String name, List<String> values, String advice) {
        values.forEach(value -> current.add(Fact.of(name, value)));
        if (values.isEmpty()) {
            missing(name, advice);
        }
    }

    private void recorded(String name, Optional<String> value, String advice) {
        value.ifPresentOrElse(each -> current.add(Fact.of(name, each)), () -> missing(name, advice));
    }

    private void missing(String name, String advice) {
        current.add(new Fact(name, advice, false, OptionalDouble.empty(), null));
    }

    private void section(String chapter, String heading) {
        sections.add(new Section(chapter, heading, current));
        current.clear();
    }
}
