package io.leeway.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Stops runs that take longer than a limit. The JDK's own timer does the waiting. */
final class Deadline implements AutoCloseable {
    private final RunOptions options;
    private final CompletableFuture<Void> timer;
    private boolean closed;

    /** Set before the run is stopped: whoever sees a stopped run sees this too. */
    private volatile boolean passed;

    Deadline(Duration limit) throws OrtException {
        this.options = new RunOptions();
        this.timer = CompletableFuture.runAsync(
                this::stop, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    }

    RunOptions options() {
        return options;
    }

    /** Native options must not be touched once they are closed. */
    private synchronized void stop() {
        if (!closed) {
            passed = true;
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime could not be told to stop.", e);
            }
        }
    }

    /** Whether the limit has passed. */
    boolean hasPassed() {
        return passed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel(false);
        options.close();
    }
}
