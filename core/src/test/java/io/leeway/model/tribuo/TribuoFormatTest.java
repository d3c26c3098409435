package io.leeway.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.leeway.model.CorruptModelException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.UntrustedModelException;
import io.leeway.model.tribuo.Trained.Trip;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.TransformedModelProto;

class TribuoFormatTest {

    static Stream<Model<Label>> classifiers() {
        return Stream.of(Trained.linear(), Trained.linearOfRawNumbers(), Trained.tree());
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void aClassifierThatIsWrittenAndReadPredictsTheSameToTheBit(Model<Label> model) {
        TribuoModel<Trip, Label> before = TribuoModel.classifier(Trained.CLASSES, model, "true");

        TribuoModel<Trip, Label> after = TribuoFormat.create().classifier(Trained.CLASSES, before.toBytes(), "true");

        for (Trip trip : Trained.trips(200, 8)) {
            assertThat(after.score(trip)).isEqualTo(before.score(trip));
            assertThat(after.predict(trip)).isEqualTo(before.predict(trip));
        }
    }

    @Test
    void aRegressorThatIsWrittenAndReadPredictsTheSameToTheBit() {
        var before = TribuoModel.regressor(Trained.NUMBERS, Trained.regression());

        var after = TribuoFormat.create().regressor(Trained.NUMBERS, before.toBytes());

        for (Trip trip : Trained.trips(200, 8)) {
            assertThat(after.score(trip)).isEqualTo(before.score(trip));
        }
    }

    @Test
    void aForeignClassIsRefusedBeforeAnyOfItsCodeRuns() {
        byte[] bytes = Trained.linear().serialize().toBuilder()
                .setClassName("io.leeway.model.Hostile")
                .build()
                .toByteArray();

        assertRefused(bytes);
    }

    @Test
    void aForeignClassDeepInsideTheModelIsRefused() throws Exception {
        ModelProto outer = Trained.linear().serialize();
        TransformedModelProto data = outer.getSerializedData().unpack(TransformedModelProto.class);
        ModelProto inner = data.getModel().toBuilder()
                .setClassName("io.leeway.model.Hostile")
                .build();
        byte[] bytes = outer.toBuilder()
                .setSerializedData(Any.pack(data.toBuilder().setModel(inner).build()))
                .build()
                .toByteArray();

        assertRefused(bytes);
    }

    @Test
    void aForeignClassInTheProvenanceIsRefused() {
        byte[] bytes = replace(
                Trained.linear().serialize().toByteArray(),
                "org.tribuo.provenance.ModelProvenance",
                "io.leeway.model.HostileOfTheSameLengt");

        assertThatExceptionOfType(UntrustedModelException.class)
                .isThrownBy(() -> TribuoFormat.create().read(bytes))
                .satisfies(refused -> assertThat(refused.subject()).isEqualTo("io.leeway.model.HostileOfTheSameLengt"));
        assertThat(System.getProperty("io.leeway.model.hostile")).isNull();
    }

    private static void assertRefused(byte[] bytes) {
        assertThatExceptionOfType(UntrustedModelException.class)
                .isThrownBy(() -> TribuoFormat.create().read(bytes))
                .satisfies(refused -> assertThat(refused.subject()).isEqualTo("io.leeway.model.Hostile"))
                .withMessageContaining("trusting(");
        assertThat(System.getProperty("io.leeway.model.hostile")).isNull();
    }

    @Test
    void aClassThatIsTrustedGetsAsFarAsTribuo() {
        byte[] bytes = Trained.linear().serialize().toBuilder()
                .setClassName("java.lang.Thread")
                .build()
                .toByteArray();

        assertThatThrownBy(() -> TribuoFormat.create().trusting("java.lang.*").read(bytes))
                .isInstanceOf(CorruptModelException.class);
        assertThatThrownBy(
                        () -> TribuoFormat.create().trusting("java.lang.Thread").read(bytes))
                .isInstanceOf(CorruptModelException.class);
        assertThatThrownBy(
                        () -> TribuoFormat.create().trusting("java.lang.Threa").read(bytes))
                .isInstanceOf(UntrustedModelException.class);
    }

    @Test
    void modelsThatHoldAJavaSerialisedObjectAreNotTrusted() {
        assertThat(TribuoFormat.create().trusts("org.tribuo.classification.sgd.linear.LinearSGDModel"))
                .isTrue();
        assertThat(TribuoFormat.create().trusts("org.tribuo.classification.liblinear.LibLinearClassificationModel"))
                .isFalse();
        assertThat(TribuoFormat.create().trusts("org.tribuoevil.Model")).isFalse();
    }

    @Test
    void everythingIsTooMuchToTrust() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TribuoFormat.create().trusting("*"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TribuoFormat.create().trusting(" "));
    }

    @Test
    void aStarInTheMiddleOfANameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TribuoFormat.create().trusting("com.acme*"))
                .withMessageContaining("com.acme.models.*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TribuoFormat.create().trusting("com.*.Model"));
    }

    @Test
    void truncatedBytesAreCorrupt() {
        byte[] bytes = Trained.linear().serialize().toByteArray();
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            byte[] part = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatExceptionOfType(CorruptModelException.class)
                    .as("the first %d of %d bytes", part.length, bytes.length)
                    .isThrownBy(() -> TribuoFormat.create().read(part))
                    .satisfies(refused -> assertThat(refused.length()).isEqualTo(part.length));
        }
    }

    @Test
    void garbageIsCorrupt() {
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[1 + random.nextInt(500)];
            random.nextBytes(garbage);
            assertThatExceptionOfType(CorruptModelException.class)
                    .isThrownBy(() -> TribuoFormat.create().read(garbage));
        }
    }

    /** With 2,000 wrong bytes too, nothing else was thrown. */
    @Test
    void aModelWithOneWrongByteIsReadOrRefusedButNothingElseIsThrown() {
        byte[] bytes = Trained.linear().serialize().toByteArray();
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] wrong = bytes.clone();
            int place = random.nextInt(wrong.length);
            wrong[place] ^= (byte) (1 + random.nextInt(255));
            try {
                TribuoFormat.create().read(wrong);
            } catch (ModelException expected) {
                refused++;
            } catch (Throwable other) {
                throw new AssertionError("wrong byte " + wrong[place] + " at " + place, other);
            }
        }
        assertThat(refused).isBetween(10, 199);
    }

    @Test
    void messagesThatNestWithoutEndAreCorrupt() {
        byte[] bytes = new byte[0];
        for (int i = 0; i < 500; i++) {
            bytes = ModelProto.newBuilder()
                    .setSerializedData(Any.newBuilder().setValue(ByteString.copyFrom(bytes)))
                    .build()
                    .toByteArray();
        }
        byte[] deep = bytes;
        assertThatExceptionOfType(CorruptModelException.class)
                .isThrownBy(() -> TribuoFormat.create().read(deep));
    }

    @Test
    void aModelOfAnotherKindSaysSo() {
        byte[] bytes = Trained.linear().serialize().toByteArray();

        assertThatExceptionOfType(MismatchedModelException.class)
                .isThrownBy(() -> TribuoFormat.create().regressor(Trained.NUMBERS, bytes))
                .withMessageContaining("Regressor");
        assertThatExceptionOfType(MismatchedModelException.class)
                .isThrownBy(() -> TribuoFormat.create().classifier(Trained.CLASSES, bytes, "late"))
                .withMessageContaining("[false, true]");
    }

    /** Replaces a text by one of the same length, so that all lengths in the message stay true. */
    private static byte[] replace(byte[] bytes, String from, String to) {
        assertThat(to).hasSameSizeAs(from);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(from);
        assertThat(at).isPositive();
        byte[] changed = bytes.clone();
        System.arraycopy(to.getBytes(StandardCharsets.ISO_8859_1), 0, changed, at, to.length());
        return changed;
    }
}
