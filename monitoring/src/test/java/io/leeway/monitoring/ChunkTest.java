package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkTest {
    private static final int LIVES = 20_000;

    private final Layout<Trip> layout = new Layout<>(Trip.SCHEMA);
    private final Window window =
            new Recorder<>(layout, Clock.systemUTC(), Duration.ZERO, 1_000, null, Reference.NONE).current();
    private final Chunk chunk = new Chunk(layout, true, true);

    @Test
    void aChunkGivesEachOfItsRowsOnceAndThenNone() {
        chunk.open(window, 0);
        for (int row = 0; row < Chunk.ROWS; row++) {
            assertThat((int) chunk.claim()).isEqualTo(row);
        }
        assertThat(chunk.claim()).isEqualTo(Chunk.NONE);
        assertThat(chunk.claimed()).isEqualTo(Chunk.ROWS);
    }

    @Test
    void aClosedChunkKeepsTheNumberOfItsRows() {
        chunk.open(window, 0);
        chunk.claim();
        chunk.claim();
        chunk.close();
        assertThat(chunk.claim()).isEqualTo(Chunk.NONE);
        assertThat(chunk.claimed()).isEqualTo(2);
        chunk.open(window, 0);
        assertThat(chunk.claimed()).isZero();
    }

    @Test
    void theLivesBeginAnewWhenTheirNumbersAreUsedUp() throws Exception {
        VarHandle state = MethodHandles.privateLookupIn(Chunk.class, MethodHandles.lookup())
                .findVarHandle(Chunk.class, "state", long.class);
        state.setVolatile(chunk, (Integer.MAX_VALUE - 1L) << 32 | 1L << 30);
        for (int life = 0; life < 3; life++) {
            chunk.open(window, 0);
            chunk.mark(chunk.claim(), true);
            chunk.mark(chunk.claim(), false);
            assertThat(chunk.awaitWritten(0)).isTrue();
            assertThat(chunk.awaitWritten(1)).isFalse();
            chunk.close();
        }
    }

    @Test
    void aClaimThatComesWhileTheChunkIsClosedIsNotCounted() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        CyclicBarrier end = new CyclicBarrier(2);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<long[]> claims = other.submit(() -> {
                long[] rows = new long[LIVES];
                for (int life = 0; life < LIVES; life++) {
                    start.await();
                    while (chunk.claim() != Chunk.NONE) {
                        rows[life]++;
                    }
                    end.await();
                }
                return rows;
            });
            long[] counted = new long[LIVES];
            for (int life = 0; life < LIVES; life++) {
                chunk.open(window, 0);
                start.await();
                while (chunk.claimed() < life % 64) {
                    Thread.onSpinWait();
                }
                chunk.close();
                end.await();
                counted[life] = chunk.claimed();
            }
            assertThat(counted).isEqualTo(claims.get());
        } finally {
            other.shutdownNow();
        }
    }
}
