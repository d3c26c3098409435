package io.leeway.retraining;

import io.leeway.schema.NearNames;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A number that can be read from signals and compared with a threshold.
 *
 * @param kind which number
 * @param metric the metric's name, or the empty text where the kind needs none
 * @param other the metric to compare with, or the empty text
 * @param minimumRows with fewer labelled rows a metric is not known
 */
record Quantity(Kind kind, String metric, String other, long minimumRows) {

    enum Kind {
        DRIFT_SHARE,
        METRIC,
        MAGNITUDE,
        CHANGE,
        GAP,
        AGE_SECONDS,
        NEW_LABELS,
        ADAPTATION_GAIN,
        TRAINING_GAIN,
        ESTIMATED_LOSS
    }

    static Quantity plain(Kind kind) {
        return new Quantity(kind, "", "", 0);
    }

    /** What was read, in words and as a number; the number is absent where it is not known, and the words say why. */
    record Reading(OptionalDouble value, String sentence) {

        static Reading of(double value, String sentence) {
            return new Reading(OptionalDouble.of(value), sentence);
        }

        static Reading unknown(String sentence) {
            return new Reading(OptionalDouble.empty(), sentence);
        }
    }

    String label() {
        return switch (kind) {
            case DRIFT_SHARE -> "drift share";
            case METRIC, CHANGE, GAP -> metric;
            case MAGNITUDE -> "|" + metric + "|";
            case AGE_SECONDS -> "champion's age";
            case NEW_LABELS -> "new labels";
            case ADAPTATION_GAIN -> "adaptation gain";
            case TRAINING_GAIN -> "training gain";
            case ESTIMATED_LOSS -> "estimated loss";
        };
    }

    Reading read(Signals signals) {
        return switch (kind) {
            case DRIFT_SHARE -> readDriftShare(signals);
            case AGE_SECONDS -> readAge(signals);
            case NEW_LABELS -> readNewLabels(signals);
            case ADAPTATION_GAIN -> readAdaptationGain(signals);
            case TRAINING_GAIN -> readTrainingGain(signals);
            case ESTIMATED_LOSS -> readEstimatedLoss(signals);
            case METRIC, MAGNITUDE, CHANGE, GAP -> readMetric(signals);
        };
    }

    private static Reading readDriftShare(Signals signals) {
        OptionalDouble share = signals.driftShare();
        return share.isPresent()
                ? Reading.of(share.getAsDouble(), "drift share is " + Words.number(share.getAsDouble()))
                : Reading.unknown("drift share is unknown: no window has been compared yet");
    }

    private static Reading readAge(Signals signals) {
        Optional<Duration> age = signals.championAge();
        return age.isPresent()
                ? Reading.of(seconds(age.get()), "champion's age is " + Words.duration(age.get()))
                : Reading.unknown("champion's age is unknown: there is no champion yet");
    }

    private static Reading readNewLabels(Signals signals) {
        return signals.newLabels().isPresent()
                ? Reading.of(
                        signals.newLabels().getAsLong(),
                        "new labels are " + signals.newLabels().getAsLong())
                : Reading.unknown("new labels are unknown: nobody counts them");
    }

    private static Reading readAdaptationGain(Signals signals) {
        if (signals.adaptation().isEmpty()) {
            return Reading.unknown("adaptation gain is unknown: the model has no adaptation");
        }
        OptionalDouble gain = signals.adaptation().get().gain();
        return gain.isPresent()
                ? Reading.of(gain.getAsDouble(), "adaptation gain is " + Words.number(gain.getAsDouble()))
                : Reading.unknown("adaptation gain is unknown: the champion has too few labels yet");
    }

    private static Reading readTrainingGain(Signals signals) {
        OptionalDouble gain = signals.trainingGain();
        return gain.isPresent()
                ? Reading.of(gain.getAsDouble(), "training gain is estimated at " + Words.number(gain.getAsDouble()))
                : Reading.unknown("training gain is unknown: the champion has too few labels to be compared with its"
                        + " beginning");
    }

    private static Reading readEstimatedLoss(Signals signals) {
        OptionalDouble loss = signals.outcomes().estimatedLoss();
        return loss.isPresent()
                ? Reading.of(loss.getAsDouble(), "estimated loss is " + Words.number(loss.getAsDouble()))
                : Reading.unknown(
                        "estimated loss is unknown: it is not estimated, or labels contradict what the estimate assumes");
    }

    private Reading readMetric(Signals signals) {
        Double value = signals.metrics().get(metric);
        if (value == null) {
            return unknown(metric, signals);
        }
        if (signals.labelledRows() < minimumRows) {
            return Reading.unknown(metric + " is unknown: it rests on " + signals.labelledRows()
                    + " labelled rows of at least " + minimumRows);
        }
        return switch (kind) {
            case MAGNITUDE -> Reading.of(Math.abs(value), label() + " is " + Words.number(Math.abs(value)));
            case CHANGE -> change(value, signals.baselines().get(metric));
            case GAP -> gap(value, signals);
            default -> Reading.of(value, metric + " is " + Words.number(value));
        };
    }

    private Reading change(double value, @Nullable Double baseline) {
        if (baseline == null) {
            return Reading.unknown(metric + " at the champion's promotion is unknown");
        }
        double change = value - baseline;
        return Reading.of(
                change,
                metric + " is " + Words.number(value) + ", " + Words.number(Math.abs(change))
                        + (change < 0 ? " below the " : " above the ") + Words.number(baseline) + " at promotion");
    }

    private static Reading unknown(String metric, Signals signals) {
        String known = NearNames.of(metric, signals.metrics().keySet()).stream()
                .map(near -> "; did you mean " + near + "?")
                .findFirst()
                .orElse("");
        return Reading.unknown(metric + " is unknown: no labelled rows gave it a value" + known);
    }

    private Reading gap(double value, Signals signals) {
        Double reference = signals.metrics().get(other);
        if (reference == null) {
            return unknown(other, signals);
        }
        return Reading.of(
                value - reference,
                metric + " is " + Words.number(value) + " against " + other + " " + Words.number(reference));
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
