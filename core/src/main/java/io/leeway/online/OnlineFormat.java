package io.leeway.online;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelFormat;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;

/**
 * Reads the versions that {@link OnlineModel#register} wrote.
 *
 * <p>The bytes are numbers and names, checked against each other and a CRC-32C; nothing in them is executed. A schema may have more columns
 * than the model, in any order. Immutable and safe for use by several threads.
 */
public final class OnlineFormat implements ModelFormat {
    /** The name of the format: {@value}. */
    public static final String NAME = "online";

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public OnlineFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <R> Scorer<R> read(ModelSpec<R> spec, byte[] bytes) {
        StoredHead<R> head = StoredHead.read(spec.schema(), OnlineForm.FORM.open(bytes));
        Targets targets = head.targets();
        if (targets.kind() != spec.kind()) {
            throw new MismatchedModelException(
                    "kind", spec.kind().toString(), targets.kind().toString());
        }
        if (targets.kind() == ModelKind.CLASSIFICATION
                && !spec.positiveClass().orElseThrow().equals(targets.positive())) {
            throw new MismatchedModelException(
                    "positive class", spec.positiveClass().orElseThrow(), targets.positive());
        }
        return new OnlineScorer<>(head.inputs(), targets, head.weights());
    }
}
