package io.leeway.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

class TrainingTimeTest {

    static Stream<ByteString> ofOtherForms() {
        return Stream.of(
                ByteString.EMPTY,
                ByteString.copyFromUtf8("no message at all"),
                // A text as the first field, two first fields, and model data without a provenance.
                ByteString.copyFrom(new byte[] {0x0a, 3, 'a', 'b', 'c'}),
                ByteString.copyFrom(new byte[] {0x0a, 1, 'a', 0x0a, 1, 'b'}),
                ModelDataProto.newBuilder().setName("rule").build().toByteString());
    }

    @ParameterizedTest
    @MethodSource("ofOtherForms")
    void whatDoesNotBeginAsTribuosOwnModelsIsWrittenAsItIs(ByteString written) {
        ModelProto model = ModelProto.newBuilder()
                .setVersion(1)
                .setClassName("com.acme.RuleModel")
                .setSerializedData(Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/com.acme.Rule")
                        .setValue(written))
                .build();

        assertThat(TrainingTime.write(model, Instant.EPOCH)).isEqualTo(model.toByteArray());
    }
}
