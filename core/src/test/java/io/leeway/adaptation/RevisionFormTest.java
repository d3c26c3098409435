package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RevisionFormTest {
    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void bytesAndWhatTheyDifferByFromOthersOfAnyLengthAreReadAgain() {
        byte[] parent = random(1_000, 1);
        for (int length : new int[] {0, 1, 7, 999, 1_000, 1_500}) {
            byte[] bytes = random(length, 2);
            System.arraycopy(parent, 0, bytes, 0, Math.min(length, 600));

            assertThat(RevisionForm.open(RevisionForm.of(bytes, null), null)).isEqualTo(bytes);
            assertThat(RevisionForm.open(RevisionForm.of(bytes, parent), parent))
                    .isEqualTo(bytes);
        }
        assertThat(RevisionForm.of(parent, parent)).hasSizeLessThan(100);
    }

    @Test
    void itSaysWhetherTheParentIsNeeded() {
        byte[] bytes = random(100, 1);

        assertThat(RevisionForm.isDifference(RevisionForm.of(bytes, bytes))).isTrue();
        assertThat(RevisionForm.isDifference(RevisionForm.of(bytes, null))).isFalse();
    }

    @Test
    void whatWasStoredBeforeThisFormIsRefusedAsOlder() {
        byte[] stored = ByteBuffer.allocate(1_000).putInt(5_000).array();

        assertThat(RevisionForm.isDifference(stored)).isFalse();
        assertThatThrownBy(() -> RevisionForm.open(stored, null))
                .isInstanceOfSatisfying(AdaptationFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationFormatException.Reason.OLDER_VERSION));
    }

    @Test
    void changedBytesAreRefused() {
        byte[] stored = RevisionForm.of(random(100, 1), null);
        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 4;
            assertThatThrownBy(() -> RevisionForm.open(changed, null)).isInstanceOf(AdaptationFormatException.class);
        }
    }
}
