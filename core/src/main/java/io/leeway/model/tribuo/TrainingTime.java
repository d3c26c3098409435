package io.leeway.model.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.SimpleProvenanceProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.TransformedModelProto;
import org.tribuo.protos.core.WeightedEnsembleModelProto;

/**
 * Writes a time that was handed in where Tribuo wrote that of the system's clock, in a model and in the models within it; then nothing in
 * the bytes depends on when they were made.
 */
final class TrainingTime {

    /** By Tribuo's convention the first field of what each kind of model writes is its {@code ModelDataProto}. */
    private static final int MODEL_DATA = 1;

    /** The name that Tribuo's provenance of models gives to the time of training. */
    private static final String TRAINED_AT = "trained-at";

    private final String time;

    private TrainingTime(Instant trainedAt) {
        this.time = trainedAt.atOffset(ZoneOffset.UTC).toString();
    }

    /** The model's bytes; fields of maps are in the order of their keys. */
    static byte[] write(ModelProto model, Instant trainedAt) {
        try {
            return bytes(new TrainingTime(trainedAt).model(model));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Tribuo wrote what cannot be read back: " + model.getClassName(), e);
        }
    }

    private ModelProto model(ModelProto model) throws InvalidProtocolBufferException {
        Any data = model.getSerializedData();
        ByteString value;
        if (data.is(TransformedModelProto.class)) {
            var outer = data.unpack(TransformedModelProto.class).toBuilder();
            outer.setMetadata(data(outer.getMetadata())).setModel(model(outer.getModel()));
            value = ByteString.copyFrom(bytes(outer.build()));
        } else if (data.is(WeightedEnsembleModelProto.class)) {
            var outer = data.unpack(WeightedEnsembleModelProto.class).toBuilder();
            outer.setMetadata(data(outer.getMetadata()));
            for (int i = 0; i < outer.getModelsCount(); i++) {
                outer.setModels(i, model(outer.getModels(i)));
            }
            value = ByteString.copyFrom(bytes(outer.build()));
        } else {
            value = withData(data.getValue());
        }
        return model.toBuilder()
                .setSerializedData(data.toBuilder().setValue(value))
                .build();
    }

    /** What a model of another kind wrote; unchanged where it does not begin as Tribuo's own models do. */
    private ByteString withData(ByteString written) {
        try {
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(written);
            List<ByteString> first = fields.getField(MODEL_DATA).getLengthDelimitedList();
            if (first.size() != 1) {
                return written;
            }
            ModelDataProto before = ModelDataProto.parseFrom(first.get(0));
            if (before.getProvenance().getSmpList().stream()
                    .noneMatch(each -> each.getKey().equals(TRAINED_AT))) {
                return written;
            }
            Field after = Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFrom(bytes(data(before))))
                    .build();
            return UnknownFieldSet.newBuilder(fields)
                    .addField(MODEL_DATA, after)
                    .build()
                    .toByteString();
        } catch (InvalidProtocolBufferException ofAnotherForm) {
            return written;
        }
    }

    private ModelDataProto data(ModelDataProto data) {
        return data.toBuilder().setProvenance(provenance(data.getProvenance())).build();
    }

    private RootProvenanceProto provenance(RootProvenanceProto provenance) {
        RootProvenanceProto.Builder changed = provenance.toBuilder();
        for (SimpleProvenanceProto.Builder each : changed.getSmpBuilderList()) {
            if (each.getKey().equals(TRAINED_AT)) {
                each.setValue(time);
            }
        }
        return changed.build();
    }

    private static byte[] bytes(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            message.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("an array of the right size cannot overflow", e);
        }
        return bytes;
    }
}
