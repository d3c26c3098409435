package io.leeway.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.model.CorruptModelException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelException;
import io.leeway.online.OnlineAlgorithm.PassiveAggressive.Variant;
import io.leeway.pipeline.Pipeline;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineBytesTest {
    private static final List<Ride> RIDES = Ride.rides(1_500, 3);

    private static OnlineModelBuilder<Ride> rides() {
        return Pipeline.online("rides", Ride.SCHEMA).evaluateOn(200);
    }

    static Stream<OnlineAlgorithm> algorithms() {
        return Stream.of(
                OnlineAlgorithm.sgd(),
                OnlineAlgorithm.adaGrad(),
                OnlineAlgorithm.ftrlProximal().withPenalties(0.2, 0.5),
                OnlineAlgorithm.passiveAggressive().withVariant(Variant.PA_II));
    }

    private static OnlineModel<Ride> halfWay(OnlineAlgorithm algorithm) {
        OnlineModel<Ride> model = rides().algorithm(algorithm).build();
        for (int i = 0; i < 700; i++) {
            model.predict(RIDES.get(i));
            if (i >= 40) {
                model.label(i - 40, RIDES.get(i - 40).late());
            }
        }
        model.label(-1, true);
        return model;
    }

    private static byte[] liveOn(OnlineModel<Ride> model) {
        for (int i = 700; i < 1_500; i++) {
            model.predict(RIDES.get(i));
            model.label(i - 40, RIDES.get(i - 40).late());
        }
        return model.toBytes();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aRestoredModelContinuesToTheBit(OnlineAlgorithm algorithm) {
        OnlineModel<Ride> model = halfWay(algorithm);
        OnlineModel<Ride> restored = rides().restore(model.toBytes());

        assertThat(restored.standing()).isEqualTo(model.standing());
        assertThat(restored.toBytes()).isEqualTo(model.toBytes());
        for (Ride ride : RIDES) {
            assertThat(restored.score(ride)).isEqualTo(model.score(ride));
        }
        assertThat(liveOn(restored)).isEqualTo(liveOn(model));
    }

    @Test
    void theSameCallsGiveTheSameBytes() {
        assertThat(liveOn(halfWay(OnlineAlgorithm.adaGrad()))).isEqualTo(liveOn(halfWay(OnlineAlgorithm.adaGrad())));
    }

    @Test
    void categoriesOfAnyTextSurvive() {
        OnlineModel<Ride> model = rides().build();
        for (String line : new String[] {"", "\uD800", "\uD801", "L\n1", "ß", null}) {
            model.learn(RIDES.get(0).withLine(line));
            model.predict(100 + model.standing().labels(), RIDES.get(1).withLine(line));
        }

        assertThat(rides().restore(model.toBytes()).toBytes()).isEqualTo(model.toBytes());
    }

    @Test
    void bytesOfAnotherSchemaOrOtherClassesAreRefused() {
        record Other(double distance, boolean late) {}
        record More(double distance, double rain, String line, double more, boolean late) {}
        byte[] bytes = halfWay(OnlineAlgorithm.adaGrad()).toBytes();

        assertThatThrownBy(() -> Pipeline.online("o", Schema.of(Other.class).response("late"))
                        .restore(bytes))
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("rain");
        assertThatThrownBy(() -> Pipeline.online("o", Schema.of(More.class).response("late"))
                        .restore(bytes))
                .isInstanceOf(MismatchedModelException.class);
        assertThatThrownBy(
                        () -> Pipeline.online("rides", Ride.SCHEMA, "no", "yes").restore(bytes))
                .isInstanceOf(MismatchedModelException.class);
    }

    @Test
    void bytesThatAreCutShortOrNoModelAreRefused() {
        byte[] bytes = halfWay(OnlineAlgorithm.adaGrad()).toBytes();

        for (int length = 0; length < bytes.length; length += 1 + length / 7) {
            byte[] some = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> rides().restore(some)).isInstanceOf(CorruptModelException.class);
        }
        assertThatThrownBy(() -> rides().restore(new byte[100])).isInstanceOf(CorruptModelException.class);
    }

    @Test
    void changedBytesAreRefusedEvenIfTheirChecksumIsRight() {
        byte[] bytes = halfWay(OnlineAlgorithm.adaGrad()).toBytes();
        SplittableRandom random = new SplittableRandom(11);
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = bytes.clone();
            changed[10 + random.nextInt(bytes.length - 14)] = (byte) random.nextInt(256);
            CRC32C crc = new CRC32C();
            crc.update(changed, 0, changed.length - 4);
            for (int b = 0; b < 4; b++) {
                changed[changed.length - 1 - b] = (byte) (crc.getValue() >> 8 * b);
            }
            try {
                OnlineModel<Ride> model = rides().restore(changed);
                model.standing();
                read++;
            } catch (ModelException refused) {
                assertThat(refused).hasMessageContaining(".");
            }
        }

        assertThat(read).as("other numbers are other models").isBetween(1, 1_999);
    }

    /** The files were written by version 1: {@code liveOn(halfWay(algorithm))}. Later versions must read them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void bytesOfVersionOneAreReadAndContinue(int index) throws IOException {
        byte[] golden = Files.readAllBytes(Path.of("src/test/resources/io/leeway/online/v1-" + index + ".lwon"));
        OnlineAlgorithm algorithm = algorithms().toList().get(index);
        OnlineModel<Ride> model = halfWay(algorithm);
        byte[] now = liveOn(model);

        OnlineModel<Ride> restored = rides().restore(golden);

        assertThat(restored.standing()).isEqualTo(model.standing());
        assertThat(restored.algorithm()).isEqualTo(algorithm);
        for (Ride ride : RIDES) {
            assertThat(restored.score(ride)).isEqualTo(model.score(ride));
        }
        if (golden[5] == now[5]) {
            assertThat(now).isEqualTo(golden);
        }
    }

    @Test
    void aNewerVersionIsRefused() {
        byte[] bytes = halfWay(OnlineAlgorithm.adaGrad()).toBytes();
        bytes[5] = 2;

        assertThatThrownBy(() -> rides().restore(bytes))
                .isInstanceOf(CorruptModelException.class)
                .hasMessageContaining("version 2");
    }
}
