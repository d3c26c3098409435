package io.leeway.card;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import io.leeway.evaluation.Metric;
import io.leeway.model.ModelMetadata;
import io.leeway.monitoring.performance.Interval;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run knows of a version beyond its lineage: the columns of its rows, when they were evaluated, how certain the
 * metrics are, and with which software. It is stored with the version, as JSON under {@link ModelMetadata#FACTS}.
 *
 * <p>Immutable.
 *
 * @param columns the columns that the model was trained with; a sensitive feature is there twice
 * @param evaluatedFrom the time of the oldest row held out, if rows have times
 * @param evaluatedTo the time of the newest row held out
 * @param intervals the confidence intervals of metrics, by name
 * @param software the versions of software, by name
 */
public record RunFacts(
        List<Column> columns,
        Optional<Instant> evaluatedFrom,
        Optional<Instant> evaluatedTo,
        SortedMap<String, Interval> intervals,
        SortedMap<String, String> software) {
    /** The level of confidence of the intervals: {@value}. */
    public static final double CONFIDENCE = 0.95;

    private static final RunFacts NONE = new RunFacts(
            List.of(), Optional.empty(), Optional.empty(), Collections.emptySortedMap(), Collections.emptySortedMap());

    /**
     * A column of the training rows.
     *
     * @param name its name
     * @param type its type, such as {@code numeric}
     * @param role {@code feature}, {@code response} or {@code sensitive}
     */
    public record Column(String name, String type, String role) {}

    /**
     * Copies the collections.
     *
     * @param columns the columns
     * @param evaluatedFrom the time of the oldest row held out
     * @param evaluatedTo the time of the newest row held out
     * @param intervals the intervals by metric
     * @param software the versions of software
     */
    public RunFacts {
        columns = List.copyOf(columns);
        intervals = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Interval>) intervals));
        software = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) software));
    }

    /**
     * Returns the facts of a run. The intervals are those of the metrics that {@link Evaluation#metrics()} reports and
     * of the gates' metrics, as far as {@link Evaluation#metric} knows them; they evaluate each metric up to 30 times.
     *
     * @param <R> the type of rows
     * @param schema how the rows were read
     * @param heldOut the rows held out
     * @param evaluation the evaluation of the model on them
     * @param gates the results of the gates
     * @return the facts
     */
    public static <R> RunFacts of(Schema<R> schema, List<R> heldOut, Evaluation evaluation, List<GateResult> gates) {
        SortedMap<String, Metric> metrics = new TreeMap<>();
        Stream.concat(evaluation.metrics().keySet().stream(), gates.stream().map(each -> metricOf(each.gate())))
                .forEach(name -> evaluation.metric(name).ifPresent(metric -> metrics.put(name, metric)));
        Optional<Instant> from = Optional.empty();
        Optional<Instant> to = Optional.empty();
        if (schema.hasTime()) {
            from = heldOut.stream().map(schema::time).min(Instant::compareTo);
            to = heldOut.stream().map(schema::time).max(Instant::compareTo);
        }
        return new RunFacts(
                columns(schema),
                from,
                to,
                new TreeMap<>(evaluation.intervals(metrics.values(), CONFIDENCE)),
                installed());
    }

    /** The metric in the description of a gate such as {@code logLoss at most 0.6}. */
    private static String metricOf(String gate) {
        return gate.replaceFirst(" at (least|most) \\S+$", "");
    }

    private static List<Column> columns(Schema<?> schema) {
        List<Column> columns = new ArrayList<>();
        schema.features().forEach(each -> columns.add(column(each, "feature")));
        schema.response().ifPresent(each -> columns.add(column(each, "response")));
        schema.sensitive().forEach(each -> columns.add(column(schema.feature(each), "sensitive")));
        return columns;
    }

    private static Column column(Feature<?> feature, String role) {
        return new Column(feature.name(), feature.type().name().toLowerCase(Locale.ROOT), role);
    }

    private static SortedMap<String, String> installed() {
        Properties versions = new Properties();
        try (InputStream in = RunFacts.class.getResourceAsStream("software.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive of leeway-core is not whole", e);
        }
        SortedMap<String, String> software = new TreeMap<>();
        software.put("Leeway", versions.getProperty("leeway"));
        software.put("Tribuo", versions.getProperty("tribuo"));
        software.put("Java", Runtime.version().toString());
        return software;
    }

    /**
     * Reads the facts that are stored with a version.
     *
     * @param version a registered version
     * @return its facts; empty collections if none were recorded
     * @throws CardException if the entry cannot be read
     */
    public static RunFacts of(ModelVersion version) {
        return CardJson.read(version, ModelMetadata.FACTS, RunFacts::read).orElse(NONE);
    }

    private static RunFacts read(CardJson.Fields fields) {
        SortedMap<String, Interval> intervals = new TreeMap<>();
        CardJson.Fields stored = fields.object("intervals");
        for (String name : stored.names()) {
            CardJson.Fields each = stored.object(name);
            intervals.put(
                    name,
                    new Interval(
                            each.number("estimate"),
                            each.number("lower"),
                            each.number("upper"),
                            each.number("confidence")));
        }
        SortedMap<String, String> software = new TreeMap<>();
        CardJson.Fields versions = fields.object("software");
        versions.names().forEach(name -> software.put(name, versions.text(name)));
        return new RunFacts(
                fields.objects("columns").stream()
                        .map(each -> new Column(each.text("name"), each.text("type"), each.text("role")))
                        .toList(),
                time(fields, "evaluatedFrom"),
                time(fields, "evaluatedTo"),
                intervals,
                software);
    }

    private static Optional<Instant> time(CardJson.Fields fields, String name) {
        return fields.has(name) ? Optional.of(Instant.parse(fields.text(name))) : Optional.empty();
    }

    /**
     * Returns the form in which they are stored.
     *
     * @return JSON
     */
    public String toJson() {
        ObjectNode json = CardJson.object();
        ArrayNode list = json.putArray("columns");
        columns.forEach(each -> list.addObject()
                .put("name", each.name())
                .put("type", each.type())
                .put("role", each.role()));
        evaluatedFrom.ifPresent(time -> json.put("evaluatedFrom", time.toString()));
        evaluatedTo.ifPresent(time -> json.put("evaluatedTo", time.toString()));
        ObjectNode metrics = json.putObject("intervals");
        intervals.forEach((name, each) -> metrics.putObject(name)
                .put("estimate", each.estimate())
                .put("lower", each.lower())
                .put("upper", each.upper())
                .put("confidence", each.confidence()));
        ObjectNode versions = json.putObject("software");
        software.forEach(versions::put);
        return CardJson.write(json);
    }
}
