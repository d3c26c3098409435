package io.leeway.cli;

import io.leeway.card.Purpose;
import io.leeway.model.ModelMetadata;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands that change nothing. */
final class RegistryQueries {
    /** What is shown in lines of its own, or by {@code registry card}. */
    private static final Set<String> FOR_CARDS = Set.of(ModelMetadata.PURPOSE, ModelMetadata.FACTS);

    private RegistryQueries() {}

    private static String aliases(RegisteredModel model) {
        return model.aliases().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Object> aliasesJson(RegisteredModel model) {
        Map<String, Object> json = new TreeMap<>();
        model.aliases().forEach((alias, version) -> json.put(alias.value(), version));
        return json;
    }

    /** Lists the models. */
    @Command(
            name = "list",
            description = "Lists the models, their newest versions and their aliases.",
            footer = {"%nExample:", "  leeway registry list --registry models"})
    static final class ListModels extends RegistryTask {
        @Override
        Outcome run(ModelRegistry registry) {
            TextTable table = new TextTable("model", "versions", "newest", "aliases");
            List<Map<String, ?>> models = new ArrayList<>();
            for (ModelName name : registry.models()) {
                RegisteredModel model = registry.model(name.value());
                String newest = model.latest()
                        .map(each -> each.created().toString().substring(0, 10))
                        .orElse("");
                table.row(name.value(), String.valueOf(model.versions().size()), newest, aliases(model));
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("model", name.value());
                json.put("versions", model.versions().size());
                json.put("aliases", aliasesJson(model));
                models.add(json);
            }
            String text = models.isEmpty() ? "no models yet: add one by leeway registry register" : table.toString();
            return Outcome.fine(text, Map.of("models", models));
        }
    }

    /** Shows a model or a version. */
    @Command(
            name = "show",
            description = "Shows the versions of a model, or all that is known of one version.",
            footer = {"%nExamples:", "  leeway registry show flight-delay", "  leeway registry show flight-delay 7"})
    static final class Show extends RegistryTask {
        @Parameters(index = "0", paramLabel = "MODEL", description = "The name of the model.")
        private String name = "";

        @Parameters(
                index = "1",
                paramLabel = "VERSION",
                arity = "0..1",
                defaultValue = "0",
                description = "The number of a version.")
        private int number;

        @Override
        Outcome run(ModelRegistry registry) {
            RegisteredModel model = registry.model(name);
            if (number != 0) {
                ModelVersion version = model.version(number);
                return Outcome.fine(text(version), json(version));
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", name);
            json.put("aliases", aliasesJson(model));
            List<Map<String, ?>> versions = model.versions().stream()
                    .<Map<String, ?>>map(RegistryTask::json)
                    .toList();
            json.put("versions", versions);
            return Outcome.fine(model.toString().replace(System.lineSeparator(), "\n"), json);
        }

        private static String text(ModelVersion version) {
            TextTable table = new TextTable(version.name(), "v" + version.number());
            Map<String, String> declared = declared(version);
            facts(version).forEach((key, value) -> {
                if (!declared.containsKey(key)) {
                    table.row(key, value);
                }
            });
            return declared.entrySet().stream()
                    .map(each -> each.getKey() + ": " + each.getValue() + "\n")
                    .collect(Collectors.joining("", "", table.toString()));
        }
    }

    /** All that is known of a version, a line each. */
    static Map<String, String> facts(ModelVersion version) {
        Map<String, String> facts = declared(version);
        facts.put("created", version.created().toString());
        facts.put("size", version.size() + " bytes");
        facts.put("sha256", version.sha256());
        putUnlessEmpty(facts, "trainer", version.lineage().trainer());
        putUnlessEmpty(facts, "created by", version.lineage().createdBy());
        version.lineage().dataRows().ifPresent(rows -> facts.put("data rows", Long.toString(rows)));
        version.lineage().dataFrom().ifPresent(time -> facts.put("data from", time.toString()));
        version.lineage().dataTo().ifPresent(time -> facts.put("data to", time.toString()));
        version.lineage().metrics().forEach((metric, value) -> facts.put(metric, Double.toString(value)));
        version.lineage().gates().forEach((gate, result) -> facts.put("gate " + gate, result));
        version.metadata().forEach((key, value) -> {
            if (!FOR_CARDS.contains(key)) {
                facts.put(key, oneLine(value));
            }
        });
        return facts;
    }

    /** What the pipeline declares that the model is for, and how the version meets it. */
    private static Map<String, String> declared(ModelVersion version) {
        Map<String, String> facts = new LinkedHashMap<>();
        Purpose purpose = Purpose.of(version);
        numbered(facts, "objective", purpose.objectives());
        numbered(
                facts,
                "success",
                purpose.success().stream()
                        .map(each -> version.lineage().gates().getOrDefault(each, each))
                        .toList());
        purpose.owners().forEach(each -> facts.put("owner of " + oneLine(each.role()), oneLine(each.contact())));
        numbered(facts, "limit", purpose.limits());
        return facts;
    }

    private static void numbered(Map<String, String> facts, String key, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            facts.put(i == 0 ? key : key + " " + (i + 1), oneLine(values.get(i)));
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static void putUnlessEmpty(Map<String, String> facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.put(key, value);
        }
    }

    /** Compares two versions. */
    @Command(
            name = "diff",
            description = "Shows what differs between two versions of a model.",
            footer = {"%nExample:", "  leeway registry diff flight-delay 7 8"})
    static final class Diff extends RegistryTask {
        @Parameters(index = "0", paramLabel = "MODEL", description = "The name of the model.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "VERSION", description = "The number of a version.")
        private int first;

        @Parameters(index = "2", paramLabel = "VERSION", description = "The number of another.")
        private int second;

        @Override
        Outcome run(ModelRegistry registry) {
            Map<String, String> before = facts(registry.version(name, first));
            Map<String, String> after = facts(registry.version(name, second));
            TextTable table = new TextTable(name, "v" + first, "v" + second);
            List<Map<String, ?>> differences = new ArrayList<>();
            for (String key : new TreeSet<>(union(before, after))) {
                String left = before.getOrDefault(key, "-");
                String right = after.getOrDefault(key, "-");
                if (!left.equals(right)) {
                    table.row(key, shortened(left), shortened(right));
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("field", key);
                    json.put("before", before.get(key));
                    json.put("after", after.get(key));
                    differences.add(json);
                }
            }
            String same = "versions " + first + " and " + second + " do not differ";
            return Outcome.fine(differences.isEmpty() ? same : table.toString(), Map.of("differences", differences));
        }

        private static List<String> union(Map<String, String> a, Map<String, String> b) {
            List<String> keys = new ArrayList<>(a.keySet());
            keys.addAll(b.keySet());
            return keys;
        }

        private static String shortened(String text) {
            return text.length() <= 28 ? text : text.substring(0, 27) + "~";
        }
    }

    /** Prints the audit trail. */
    @Command(
            name = "audit",
            description = "Prints who registered and promoted what, when and why; the oldest event first.",
            footer = {"%nExample:", "  leeway registry audit flight-delay"})
    static final class Audit extends RegistryTask {
        @Parameters(paramLabel = "MODEL", description = "The name of the model.")
        private String name = "";

        @Override
        Outcome run(ModelRegistry registry) {
            List<AuditEvent> events = registry.audit(name);
            List<Map<String, ?>> list = new ArrayList<>();
            for (AuditEvent event : events) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("sequence", event.sequence());
                json.put("time", event.time().toString());
                json.put("actor", event.actor());
                json.put("action", event.action().name());
                json.put("subject", event.subject());
                json.put("before", event.before());
                json.put("after", event.after());
                json.put("reason", event.reason());
                json.put("hash", event.hash());
                list.add(json);
            }
            String text = events.stream().map(AuditEvent::toString).collect(Collectors.joining("\n"));
            return Outcome.fine(text, Map.of("events", list));
        }
    }

    /** Verifies stored data. */
    @Command(
            name = "verify",
            description = {
                "Reads every byte of the registry, and compares it with its digests and its audit trail.",
                "",
                "Exits with 1 if anything was changed or lost."
            },
            footer = {"%nExample:", "  leeway registry verify --registry models"})
    static final class Verify extends RegistryTask {
        @Parameters(paramLabel = "MODEL", arity = "0..*", description = "Names of models; all by default.")
        private List<String> names = List.of();

        @Override
        Outcome run(ModelRegistry registry) {
            List<String> all = names.isEmpty()
                    ? registry.models().stream().map(ModelName::value).toList()
                    : names;
            List<Verification> results = all.stream().map(registry::verify).toList();
            List<Map<String, ?>> list = new ArrayList<>();
            for (Verification result : results) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("model", result.model().value());
                json.put("versions", result.versions());
                json.put("events", result.events());
                json.put("head", result.head());
                json.put("problems", result.problems());
                list.add(json);
            }
            boolean intact = results.stream().allMatch(Verification::isIntact);
            String text = results.isEmpty()
                    ? "no models yet"
                    : results.stream().map(Verification::toString).collect(Collectors.joining("\n"));
            return new Outcome(intact ? ExitCode.FINE : ExitCode.FAILED, text, Map.of("models", list));
        }
    }
}
