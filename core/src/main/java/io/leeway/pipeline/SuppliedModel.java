package io.leeway.pipeline;

import io.leeway.model.ModelFormat;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A model that a {@link ModelSource} provides: its bytes, their format, and their origin.
 *
 * <p>Immutable; each option returns a new value.
 */
public final class SuppliedModel {
    private final ModelFormat format;
    private final byte[] bytes;
    private final Map<String, String> metadata;
    private final String trainedBy;
    private final Optional<Instant> trainedFrom;
    private final Optional<Instant> trainedTo;

    private SuppliedModel(
            ModelFormat format,
            byte[] bytes,
            Map<String, String> metadata,
            String trainedBy,
            Optional<Instant> trainedFrom,
            Optional<Instant> trainedTo) {
        this.format = format;
        this.bytes = bytes;
        this.metadata = metadata;
        this.trainedBy = trainedBy;
        this.trainedFrom = trainedFrom;
        this.trainedTo = trainedTo;
    }

    /**
     * Returns a model from its bytes and their format.
     *
     * @param format the format that reads the bytes
     * @param bytes the model
     * @return the model, without metadata, of unknown origin
     */
    public static SuppliedModel of(ModelFormat format, byte[] bytes) {
        return new SuppliedModel(
                format, bytes.clone(), Map.of(), "read as " + format.name(), Optional.empty(), Optional.empty());
    }

    /**
     * Sets the metadata that the format needs in addition to the bytes; they are stored with the version.
     *
     * @param entries the metadata
     * @return the model with these entries
     */
    public SuppliedModel metadata(Map<String, String> entries) {
        return new SuppliedModel(format, bytes, Map.copyOf(entries), trainedBy, trainedFrom, trainedTo);
    }

    /**
     * Sets the trainer, for the lineage.
     *
     * @param trainer the trainer and its settings, as far as they are known
     * @return the model with this origin
     */
    public SuppliedModel trainedBy(String trainer) {
        return new SuppliedModel(format, bytes, metadata, trainer, trainedFrom, trainedTo);
    }

    /**
     * Sets the event times of the rows that the model was trained on, so that it is never evaluated on them.
     *
     * @param from the event time of the oldest row
     * @param to the event time of the newest row
     * @return the model with this origin
     * @throws IllegalArgumentException if {@code to} is before {@code from}
     */
    public SuppliedModel trainedBetween(Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The training rows end at " + to + ", before they begin at " + from + ".");
        }
        return new SuppliedModel(format, bytes, metadata, trainedBy, Optional.of(from), Optional.of(to));
    }

    /**
     * Returns the format that reads the bytes.
     *
     * @return the format
     */
    public ModelFormat format() {
        return format;
    }

    /**
     * Returns the bytes of the model.
     *
     * @return a copy of the bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Returns the metadata that the format needs in addition to the bytes.
     *
     * @return the metadata
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Returns the trainer.
     *
     * @return the trainer, as far as it is known
     */
    public String trainedBy() {
        return trainedBy;
    }

    /**
     * Returns the event time of the oldest row that the model was trained on.
     *
     * @return the time, empty if it is not known
     */
    public Optional<Instant> trainedFrom() {
        return trainedFrom;
    }

    /**
     * Returns the event time of the newest row that the model was trained on.
     *
     * @return the time, empty if it is not known
     */
    public Optional<Instant> trainedTo() {
        return trainedTo;
    }

    @Override
    public String toString() {
        return "SuppliedModel[" + format.name() + ", " + bytes.length + " bytes, " + trainedBy + "]";
    }
}
