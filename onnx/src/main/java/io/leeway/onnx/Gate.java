package io.leeway.onnx;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts who is inside, and tells the last one out, after it was shut, to clear up. Lock-free; nobody waits.
 *
 * <p>The count is in the low bits, whether the gate is shut in the sign bit.
 */
final class Gate {
    private static final long SHUT = Long.MIN_VALUE;

    private final AtomicLong state = new AtomicLong();

    /** Lets one in, unless the gate is shut. */
    boolean enter() {
        while (true) {
            long now = state.get();
            if (now < 0) {
                return false;
            }
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Returns whether this was the last one to leave a shut gate. */
    boolean leave() {
        return state.decrementAndGet() == SHUT;
    }

    /** Shuts the gate; returns whether nobody is inside and this call was the first. */
    boolean shut() {
        while (true) {
            long now = state.get();
            if (now < 0) {
                return false;
            }
            if (state.compareAndSet(now, now | SHUT)) {
                return now == 0;
            }
        }
    }
}
