package io.leeway.feedback;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A recorded row, the answer that was given, and the label that was known at the moment that was asked for.
 *
 * @param row the row; if there is a label, it is the value of the response
 * @param recorded when it was recorded
 * @param version the model's version that answered
 * @param revision the adaptation's revision that answered; 0 where none was given
 * @param answer the answer, if it was a number
 * @param answerClass the answer, if it was a class
 * @param probabilities the answered probability of each class, in the order of the model's; empty if they were not recorded
 * @param band the lower and the upper end of the band of an answered number; empty if it was not recorded
 * @param champion the champion's own score, if an adaptation corrected it to the answer
 * @param championProbabilities the champion's own probability of each class, if an adaptation corrected them; empty otherwise
 * @param labelled when the label became known, if it had by then
 * @param <R> the type of a row
 */
public record FeedbackEntry<R>(
        R row,
        Instant recorded,
        long version,
        long revision,
        OptionalDouble answer,
        Optional<String> answerClass,
        List<Double> probabilities,
        List<Double> band,
        OptionalDouble champion,
        List<Double> championProbabilities,
        Optional<Instant> labelled) {

    static <R> FeedbackEntry<R> of(R row, RecordReader record, @Nullable Instant labelled) {
        String text = record.text;
        return new FeedbackEntry<>(
                row,
                Instant.ofEpochMilli(record.millis),
                record.version,
                record.revision,
                text == null ? OptionalDouble.of(record.number) : OptionalDouble.empty(),
                Optional.ofNullable(text),
                text == null ? List.of() : list(record.values),
                text == null ? list(record.values) : List.of(),
                Double.isNaN(record.champion) ? OptionalDouble.empty() : OptionalDouble.of(record.champion),
                list(record.championProbabilities),
                Optional.ofNullable(labelled));
    }

    private static List<Double> list(double[] values) {
        return values.length == 0 ? List.of() : Arrays.stream(values).boxed().toList();
    }
}
