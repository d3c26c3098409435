package io.leeway.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leeway.monitoring.profile.ProfileFormatException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ProfileFormatTest {
    private static byte[] golden() throws IOException {
        try (InputStream in = ProfileFormatTest.class.getResourceAsStream(GoldenProfile.RESOURCE)) {
            return Objects.requireNonNull(in, GoldenProfile.RESOURCE).readAllBytes();
        }
    }

    private static Reason reason(byte[] bytes) {
        return catchThrowableOfType(ProfileFormatException.class, () -> Profile.fromBytes(bytes))
                .reason();
    }

    @Test
    void theFirstVersionIsStillReadAndMeansTheSame() throws IOException {
        Profile read = Profile.fromBytes(golden());
        assertThat(read.rows()).isEqualTo(5_000);
        assertThat(read.features()).containsExactly("wide", "narrow", "mixed", "few", "many", "nothing");
        assertThat(read.toString()).isEqualTo(GoldenProfile.profile().toString());
        assertThat(read.numeric("narrow").mean())
                .isEqualTo(GoldenProfile.profile().numeric("narrow").mean());
        assertThat(read.categorical("many").other()).isPositive();
        assertThat(read.numeric("mixed").infinite()).isEqualTo(166);
    }

    @Test
    void thisMachineWritesTheSameBytesAsTheOneThatWroteTheFile() throws IOException {
        assertThat(GoldenProfile.profile().toBytes()).isEqualTo(golden());
        assertThat(Profile.fromBytes(golden()).toBytes()).isEqualTo(golden());
    }

    @Test
    void everyTruncationIsTold() throws IOException {
        byte[] bytes = golden();
        for (int length = 0; length < bytes.length; length += length < 64 ? 1 : 97) {
            Reason reason = reason(Arrays.copyOf(bytes, length));
            assertThat(reason).isEqualTo(length < 4 ? Reason.NOT_A_PROFILE : Reason.TRUNCATED);
        }
        assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void everyChangedByteIsTold() throws IOException {
        byte[] bytes = golden();
        for (int i = ProfileFormat.HEADER; i < bytes.length; i += 53) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            assertThat(reason(changed)).isEqualTo(Reason.CORRUPT);
        }
    }

    @Test
    void aNewerVersionIsTold() throws IOException {
        byte[] bytes = golden();
        bytes[5] = 3;
        assertThat(reason(bytes)).isEqualTo(Reason.NEWER_VERSION);
        assertThatThrownBy(() -> Profile.fromBytes(bytes)).hasMessageContaining("version 3");
    }

    @Test
    void bytesThatWereForgedAreRefusedOrRead() throws IOException {
        byte[] original = Profile.builder()
                .feature("n", NumericProfile.of(-3, -1, 0, 2, 5e7, Double.NaN))
                .feature("c", CategoricalProfile.of(Arrays.asList("a", "b", "a", null, "c", "d")))
                .build()
                .toBytes();
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] forged = original.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                int place = ProfileFormat.HEADER + random.nextInt(forged.length - ProfileFormat.HEADER - 4);
                forged[place] = (byte) random.nextInt();
            }
            CRC32C crc = new CRC32C();
            crc.update(forged, 0, forged.length - 4);
            ByteBuffer.wrap(forged).putInt(forged.length - 4, (int) crc.getValue());
            try {
                assertThat(Profile.fromBytes(forged).toString()).isNotEmpty();
            } catch (ProfileFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 2_999);
    }
}
