package io.leeway.monitoring.incident;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One finding of a window, as far as incidents are concerned. Findings of the same area, kind and subject are the same symptom, window after window.
 *
 * @param area where it is
 * @param kind what is wrong, a word: {@code "drift"}, {@code "unit"}, {@code "missing"}; findings of the same kind that begin together have one cause
 * @param subject the feature, column or metric
 * @param sentence what is wrong, as the beginning of a sentence without a full stop: {@code "temp reads like Celsius"}
 * @param evidence lines that show it; the first {@value #MOST_EVIDENCE} are kept
 * @param advice what to do; may be empty, an advice for the area is given then
 * @param since when it began, if that is known; otherwise that of what it was found together with counts, or else the begin of the window
 * @param price what it costs the model, if that is known
 */
public record Symptom(
        Area area,
        String kind,
        String subject,
        String sentence,
        List<String> evidence,
        String advice,
        Optional<Instant> since,
        Optional<Price> price) {

    /** The number of lines of evidence that are kept: {@value}. */
    public static final int MOST_EVIDENCE = 10;

    /** Where a symptom is. */
    public enum Area {
        /** The values of a feature are not what they were. */
        FEATURE,
        /** The data breaks what was declared of it. */
        DATA,
        /** The model's predictions are not what they were. */
        PREDICTION,
        /** The model's performance is beyond its limit. */
        PERFORMANCE;

        boolean isInput() {
            return this == FEATURE || this == DATA;
        }
    }

    /**
     * Creates a symptom.
     *
     * @param area see the record
     * @param kind see the record
     * @param subject see the record
     * @param sentence see the record
     * @param evidence see the record
     * @param advice see the record
     * @param since see the record
     * @param price see the record
     */
    public Symptom {
        Objects.requireNonNull(area, "area");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(price, "price");
        evidence = evidence.stream().limit(MOST_EVIDENCE).toList();
    }

    /**
     * Returns a symptom without advice, begin and price.
     *
     * @param area where it is
     * @param kind what is wrong, a word
     * @param subject the feature, column or metric
     * @param sentence what is wrong
     * @param evidence lines that show it
     * @return the symptom
     */
    public static Symptom of(Area area, String kind, String subject, String sentence, String... evidence) {
        return new Symptom(area, kind, subject, sentence, List.of(evidence), "", Optional.empty(), Optional.empty());
    }

    /**
     * Returns the same symptom with another price.
     *
     * @param cost what it costs the model, if that is known
     * @return the symptom
     */
    public Symptom withPrice(Optional<Price> cost) {
        return new Symptom(area, kind, subject, sentence, evidence, advice, since, cost);
    }

    boolean isSameAs(Symptom other) {
        return area == other.area && kind.equals(other.kind) && subject.equals(other.subject);
    }
}
