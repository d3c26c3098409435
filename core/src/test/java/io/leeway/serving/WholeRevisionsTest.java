package io.leeway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.feedback.FeedbackMark;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WholeRevisionsTest {
    private static final int SMALL = 1_000;

    private final MemoryRegistry registry = MemoryRegistry.create();
    private final WholeRevisions wholes = new WholeRevisions();
    private long position;

    @Test
    void theFirstOfAProcessIsWhole() {
        assertThat(wholes.isNext()).isTrue();
    }

    @Test
    void whereFewRowsWaitSevenOthersStandBetweenTwo() {
        assertThat(othersAfter(SMALL)).isEqualTo(WholeRevisions.LEAST);
    }

    @Test
    void theOthersTakeAsManyBytesAsTheWholeOneBeforeTheNext() {
        assertThat(othersAfter(20 * SMALL)).isEqualTo(20);
    }

    @Test
    void howeverManyRowsWaitThereIsOneInSixtyFour() {
        assertThat(othersAfter(2_000 * SMALL)).isEqualTo(WholeRevisions.MOST);
    }

    @Test
    void oneFollowsAtOnceIfTheLogIsAboutToDropTheMarkOfTheLast() {
        commit(20 * SMALL, true);
        commit(SMALL, false);

        assertThat(wholes.leaves(segment(1))).isTrue();
        assertThat(wholes.isNext()).isTrue();

        position = segment(3);
        commit(20 * SMALL, true);
        assertThat(wholes.leaves(segment(2))).isFalse();
        assertThat(wholes.isNext()).isFalse();
    }

    @Test
    void aLeanOneThatLeavesOutNoRowIsAsGoodForTheLog() {
        commit(20 * SMALL, true);
        position = segment(3);
        commit(SMALL, false, 0);

        assertThat(wholes.leaves(segment(2))).isFalse();
    }

    private int othersAfter(int bytes) {
        commit(bytes, true);
        int others = 0;
        while (!wholes.isNext()) {
            commit(SMALL, false);
            others++;
        }
        return others;
    }

    private static long segment(long number) {
        return number << Integer.SIZE;
    }

    private void commit(int bytes, boolean whole) {
        commit(bytes, whole, whole ? 0 : 12);
    }

    private void commit(int bytes, boolean whole, int left) {
        ModelVersion stored = registry.register("rides.adaptation", ModelArtifact.of(new byte[bytes]));
        FeedbackMark mark = new FeedbackMark(position, AdaptationAction.COMMIT.mark(), 1, "", Instant.EPOCH);
        wholes.committed(
                new CommittedRevision(
                        stored, 1, mark, AdaptationAction.COMMIT, 1, AdaptationMode.ACT, false, "yes", 42, left),
                whole);
    }
}
