package io.leeway.model;

import java.time.Instant;
import org.tribuo.Output;

/** A model that was read from bytes by a format, and is written as those bytes again. */
final class StoredModel<R, T extends Output<T>> extends TrainedModel<R, T> {
    private final String format;
    private final byte[] bytes;

    private StoredModel(String format, ModelSpec<R> spec, Scorer<R> scorer, Class<T> type, byte[] bytes) {
        super(spec, scorer, type);
        this.format = format;
        this.bytes = bytes;
    }

    static <R, T extends Output<T>> StoredModel<R, T> read(
            ModelFormat format, ModelSpec<R> spec, byte[] bytes, Class<T> type) {
        Scorer<R> scorer = format.read(spec, bytes);
        try {
            return new StoredModel<>(format.name(), spec, scorer, type, bytes);
        } catch (RuntimeException e) {
            scorer.close();
            throw e;
        }
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public byte[] toBytes(Instant trainedAt) {
        return bytes.clone();
    }

    @Override
    public String trainedBy() {
        return "read as " + format;
    }
}
