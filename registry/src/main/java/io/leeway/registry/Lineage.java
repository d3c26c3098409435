package io.leeway.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The origin of a model: its training data, its trainer, the version that it is meant to replace, its evaluation, and
 * its creator. All information is optional.
 *
 * <pre>{@code
 * Lineage lineage = Lineage.none()
 *     .trainedOn(digestOfTheRows, 120_000)
 *     .dataBetween(firstEvent, lastEvent)
 *     .trainedBy("LogisticRegressionTrainer(epochs=5, seed=1)")
 *     .parent(3)
 *     .metric("logLoss", 0.519)
 *     .gate("log loss better than champion", "passed: -0.021, 95% interval -0.024 to -0.018")
 *     .createdBy("retrainer");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads; each method returns a new value.
 *
 * @param dataDigest a digest that identifies the training data; empty if not known
 * @param dataRows the number of training rows
 * @param dataFrom the time of the earliest training row
 * @param dataTo the time of the latest training row
 * @param trainer a description of the trainer and its parameters; empty if not known
 * @param parentVersion the version of the same model that this one was compared with or derived from, 1 or more
 * @param metrics metrics by name; NaN and infinities are preserved
 * @param gates the results of gates as text, by the name of the gate
 * @param createdBy who created the model: a person, a service, a job; empty if not known
 */
public record Lineage(
        String dataDigest,
        OptionalLong dataRows,
        Optional<Instant> dataFrom,
        Optional<Instant> dataTo,
        String trainer,
        OptionalInt parentVersion,
        SortedMap<String, Double> metrics,
        SortedMap<String, String> gates,
        String createdBy) {

    private static final Lineage NONE = new Lineage(
            "",
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            OptionalInt.empty(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            "");

    /**
     * Creates a lineage and copies the maps.
     *
     * @param dataDigest a digest that identifies the training data; empty if not known
     * @param dataRows the number of training rows
     * @param dataFrom the time of the earliest training row
     * @param dataTo the time of the latest training row
     * @param trainer a description of the trainer and its parameters; empty if not known
     * @param parentVersion the version of the same model that this one was compared with or derived from, 1 or more
     * @param metrics metrics by name; NaN and infinities are preserved
     * @param gates the results of gates as text, by the name of the gate
     * @param createdBy who created the model: a person, a service, a job; empty if not known
     * @throws InvalidValueException if the name of a metric or gate is blank, too long or contains control characters,
     *     a text is too long or not well-formed, the number of rows is negative, the data end before they start, or the
     *     parent version is less than 1
     */
    public Lineage {
        Text.text("data digest", dataDigest);
        Text.text("trainer", trainer);
        Text.text("created by", createdBy);
        if (dataRows.isPresent() && dataRows.getAsLong() < 0) {
            throw new InvalidValueException("training rows", "it is negative: " + dataRows.getAsLong());
        }
        if (dataFrom.isPresent() && dataTo.isPresent() && dataTo.get().isBefore(dataFrom.get())) {
            throw new InvalidValueException(
                    "training data", "they end (" + dataTo.get() + ") before they begin (" + dataFrom.get() + ")");
        }
        if (parentVersion.isPresent() && parentVersion.getAsInt() < 1) {
            throw new InvalidValueException("parent version", "it is less than 1: " + parentVersion.getAsInt());
        }
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Double>) metrics));
        metrics.keySet().forEach(name -> Text.key("metric name", name));
        gates = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) gates));
        gates.forEach((name, result) -> {
            Text.key("gate name", name);
            Text.text("gate result", result);
        });
    }

    /**
     * Returns a lineage without any information.
     *
     * @return an empty lineage
     */
    public static Lineage none() {
        return NONE;
    }

    /**
     * Sets the training data.
     *
     * @param digest a digest that identifies the training data
     * @param rows the number of rows, 0 or more
     * @return a new lineage
     * @throws InvalidValueException if the number of rows is negative
     */
    public Lineage trainedOn(String digest, long rows) {
        return new Lineage(
                digest, OptionalLong.of(rows), dataFrom, dataTo, trainer, parentVersion, metrics, gates, createdBy);
    }

    /**
     * Sets the times of the earliest and the latest training row.
     *
     * @param from the earliest
     * @param to the latest
     * @return a new lineage
     * @throws InvalidValueException if {@code to} is before {@code from}
     */
    public Lineage dataBetween(Instant from, Instant to) {
        return new Lineage(
                dataDigest,
                dataRows,
                Optional.of(from),
                Optional.of(to),
                trainer,
                parentVersion,
                metrics,
                gates,
                createdBy);
    }

    /**
     * Sets the description of the trainer and its parameters.
     *
     * @param description the description
     * @return a new lineage
     */
    public Lineage trainedBy(String description) {
        return new Lineage(
                dataDigest, dataRows, dataFrom, dataTo, description, parentVersion, metrics, gates, createdBy);
    }

    /**
     * Sets the version of the same model that this one was compared with or derived from.
     *
     * @param version the version, 1 or more
     * @return a new lineage
     * @throws InvalidValueException if the version is less than 1
     */
    public Lineage parent(int version) {
        return new Lineage(
                dataDigest, dataRows, dataFrom, dataTo, trainer, OptionalInt.of(version), metrics, gates, createdBy);
    }

    /**
     * Adds a metric, or replaces the one with the same name.
     *
     * @param name the name of the metric
     * @param value its value; NaN and infinities are preserved
     * @return a new lineage
     * @throws InvalidValueException if the name is blank, too long or contains control characters
     */
    public Lineage metric(String name, double value) {
        return metrics(Map.of(name, value));
    }

    /**
     * Adds metrics, replacing those of the same names.
     *
     * @param more metrics by name
     * @return a new lineage
     * @throws InvalidValueException if a name is blank, too long or contains control characters
     */
    public Lineage metrics(Map<String, Double> more) {
        SortedMap<String, Double> all = new TreeMap<>((Map<String, Double>) metrics);
        all.putAll(more);
        return new Lineage(dataDigest, dataRows, dataFrom, dataTo, trainer, parentVersion, all, gates, createdBy);
    }

    /**
     * Adds the result of a gate, or replaces the one with the same name.
     *
     * @param name the name of the gate
     * @param result its result as text
     * @return a new lineage
     * @throws InvalidValueException if the name is blank, too long or contains control characters
     */
    public Lineage gate(String name, String result) {
        SortedMap<String, String> all = new TreeMap<>((Map<String, String>) gates);
        all.put(name, result);
        return new Lineage(dataDigest, dataRows, dataFrom, dataTo, trainer, parentVersion, metrics, all, createdBy);
    }

    /**
     * Sets who created the model.
     *
     * @param who a person, a service, a job
     * @return a new lineage
     */
    public Lineage createdBy(String who) {
        return new Lineage(dataDigest, dataRows, dataFrom, dataTo, trainer, parentVersion, metrics, gates, who);
    }

    /** Returns the lineage in one line. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Lineage[");
        part(out, trainer);
        dataRows.ifPresent(rows -> part(out, String.format(Locale.ROOT, "%,d rows", rows)));
        if (dataFrom.isPresent() && dataTo.isPresent()) {
            part(out, dataFrom.get() + " to " + dataTo.get());
        }
        parentVersion.ifPresent(parent -> part(out, "parent v" + parent));
        metrics.forEach((name, value) -> part(out, name + " " + value));
        if (!gates.isEmpty()) {
            part(out, gates.size() + (gates.size() == 1 ? " gate" : " gates"));
        }
        part(out, createdBy.isEmpty() ? "" : "by " + createdBy);
        return out.append(']').toString();
    }

    private static void part(StringBuilder out, String part) {
        if (!part.isEmpty()) {
            out.append(out.charAt(out.length() - 1) == '[' ? "" : ", ").append(Text.oneLine(part));
        }
    }
}
