package io.leeway.pipeline;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Trainer;
import org.tribuo.Tribuo;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * What a model's provenance says of a trainer of this package, written without reflection, which a module would have to be opened for. The
 * class names in it are part of the bytes of models: {@code TribuoFormat} lists them.
 */
final class TrainerRecord {

    /** OLCUT's name for the kind of thing that is described, which it keeps to itself. */
    private static final String HOST_SHORT_NAME = "host-short-name";

    private TrainerRecord() {}

    static TrainerProvenance of(Trainer<?> trainer, Map<String, Double> settings) {
        Map<String, Provenance> all = new TreeMap<>();
        text(all, ObjectProvenance.CLASS_NAME, trainer.getClass().getName());
        text(all, HOST_SHORT_NAME, "Trainer");
        text(all, TrainerProvenance.TRIBUO_VERSION_STRING, Tribuo.VERSION);
        all.put(
                TrainerProvenance.TRAIN_INVOCATION_COUNT,
                new IntProvenance(TrainerProvenance.TRAIN_INVOCATION_COUNT, trainer.getInvocationCount()));
        all.put(TrainerProvenance.IS_SEQUENCE, new BooleanProvenance(TrainerProvenance.IS_SEQUENCE, false));
        settings.forEach((name, value) -> all.put(name, new DoubleProvenance(name, value)));
        return new TrainerProvenanceImpl(all);
    }

    private static void text(Map<String, Provenance> all, String name, String value) {
        all.put(name, new StringProvenance(name, value));
    }
}
