package io.leeway.registry.file;

import io.leeway.registry.Alias;
import io.leeway.registry.AuditAction;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Lease;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegistryException;
import io.leeway.registry.UnreadableRegistryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of each kind of file. Field by field, so that no class is ever created because a file names it. */
final class Json {

    private static final String KIND = "leeway-registry";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static byte[] marker() {
        return pretty(MAPPER.createObjectNode().put("kind", KIND).put("format", Layout.FORMAT));
    }

    static void checkMarker(byte[] bytes, String place) {
        try {
            Fields fields = new Fields(MAPPER.readTree(bytes));
            if (!fields.text("kind").equals(KIND)) {
                throw new FieldException("its kind is not " + KIND);
            }
            checkFormat(fields, place);
        } catch (JacksonException | FieldException e) {
            throw new UnreadableRegistryException(
                    place,
                    "it is not the file that a registry begins with (" + problem(e) + ")",
                    "Open the folder of a registry, or restore the file from a copy");
        }
    }

    private static void checkFormat(Fields fields, String place) {
        long format = fields.whole("format");
        if (format < 1) {
            throw new FieldException("field \"format\" is not a number of a format but " + format);
        }
        if (format > Layout.FORMAT) {
            throw new UnreadableRegistryException(
                    place,
                    "it has format " + format + ", this version of Leeway reads formats up to " + Layout.FORMAT,
                    "Use the version of Leeway that wrote it, or a later one");
        }
    }

    static byte[] state(State state) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("format", Layout.FORMAT)
                .put("model", state.model().value())
                .put("latestVersion", state.latestVersion());
        ObjectNode aliases = node.putObject("aliases");
        state.aliases().forEach((alias, version) -> aliases.put(alias.value(), version));
        node.putObject("audit")
                .put("events", state.auditEvents())
                .put("bytes", state.auditBytes())
                .put("head", state.auditHead());
        return pretty(node);
    }

    static State state(byte[] bytes, String place) {
        return read(bytes, place, fields -> {
            checkFormat(fields, place);
            Fields audit = fields.object("audit");
            Fields named = fields.object("aliases");
            SortedMap<Alias, Integer> aliases = new TreeMap<>();
            named.names().forEach(alias -> aliases.put(Alias.of(alias), named.version(alias)));
            return new State(
                    ModelName.of(fields.text("model")),
                    fields.version("latestVersion"),
                    aliases,
                    audit.whole("events"),
                    audit.whole("bytes"),
                    audit.text("head"));
        });
    }

    static byte[] version(ModelVersion version) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("format", Layout.FORMAT)
                .put("model", version.name())
                .put("version", version.number())
                .put("sha256", version.sha256())
                .put("size", version.size())
                .put("created", version.created().toString());
        version.metadata().forEach(node.putObject("metadata")::put);
        Lineage lineage = version.lineage();
        ObjectNode from = node.putObject("lineage").put("dataDigest", lineage.dataDigest());
        lineage.dataRows().ifPresent(rows -> from.put("dataRows", rows));
        lineage.dataFrom().ifPresent(time -> from.put("dataFrom", time.toString()));
        lineage.dataTo().ifPresent(time -> from.put("dataTo", time.toString()));
        from.put("trainer", lineage.trainer());
        lineage.parentVersion().ifPresent(parent -> from.put("parentVersion", parent));
        ObjectNode metrics = from.putObject("metrics");
        lineage.metrics().forEach((name, value) -> {
            if (Double.isFinite(value)) {
                metrics.put(name, value);
            } else {
                metrics.put(name, value.toString());
            }
        });
        lineage.gates().forEach(from.putObject("gates")::put);
        from.put("createdBy", lineage.createdBy());
        return pretty(node);
    }

    static ModelVersion version(byte[] bytes, String place) {
        return read(bytes, place, fields -> {
            checkFormat(fields, place);
            return new ModelVersion(
                    ModelName.of(fields.text("model")),
                    fields.version("version"),
                    fields.text("sha256"),
                    fields.whole("size"),
                    Instant.parse(fields.text("created")),
                    fields.object("metadata").texts(),
                    lineage(fields.object("lineage")));
        });
    }

    private static Lineage lineage(Fields fields) {
        Lineage lineage = new Lineage(
                fields.text("dataDigest"),
                fields.optionalWhole("dataRows"),
                fields.optionalText("dataFrom").map(Instant::parse),
                fields.optionalText("dataTo").map(Instant::parse),
                fields.text("trainer"),
                fields.optionalVersion("parentVersion"),
                fields.object("metrics").numbers(),
                fields.object("gates").texts(),
                fields.text("createdBy"));
        return lineage;
    }

    /** One line, with its end. */
    static byte[] event(AuditEvent event) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("sequence", event.sequence())
                .put("time", event.time().toString())
                .put("actor", event.actor())
                .put("action", event.action().name())
                .put("subject", event.subject())
                .put("before", event.before())
                .put("after", event.after())
                .put("reason", event.reason())
                .put("previousHash", event.previousHash())
                .put("hash", event.hash());
        byte[] json = MAPPER.writeValueAsBytes(node);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    static AuditEvent event(byte[] line, String place) {
        return read(
                line,
                place,
                fields -> new AuditEvent(
                        fields.whole("sequence"),
                        Instant.parse(fields.text("time")),
                        fields.text("actor"),
                        AuditAction.valueOf(fields.text("action")),
                        fields.text("subject"),
                        fields.text("before"),
                        fields.text("after"),
                        fields.text("reason"),
                        fields.text("previousHash"),
                        fields.text("hash")));
    }

    static byte[] lease(Lease lease) {
        return pretty(MAPPER.createObjectNode()
                .put("format", Layout.FORMAT)
                .put("name", lease.name().value())
                .put("holder", lease.holder())
                .put("term", lease.term())
                .put("until", lease.until().toString()));
    }

    static Lease lease(byte[] bytes, String place) {
        return read(bytes, place, fields -> {
            checkFormat(fields, place);
            return new Lease(
                    ModelName.of(fields.text("name")),
                    fields.text("holder"),
                    fields.whole("term"),
                    Instant.parse(fields.text("until")));
        });
    }

    private static <T> T read(byte[] bytes, String place, Function<Fields, T> reader) {
        try {
            return reader.apply(new Fields(MAPPER.readTree(bytes)));
        } catch (UnreadableRegistryException e) {
            throw e;
        } catch (JacksonException
                | FieldException
                | RegistryException
                | DateTimeException
                | IllegalArgumentException e) {
            throw new UnreadableRegistryException(place, problem(e), "Restore the file from a copy", e);
        }
    }

    private static String problem(RuntimeException e) {
        return e instanceof JacksonException json
                ? "it is not well-formed JSON: " + json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    private static byte[] pretty(ObjectNode node) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }
}
