package io.leeway.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The session of a model and the tensors kept for its threads; released when it was shut and the last run has left. */
final class NativeMemory {
    private static final System.Logger LOG = System.getLogger(NativeMemory.class.getName());

    /** Places for tensors: enough for the threads that a machine runs at once, by their number. */
    private static final int PLACES = 64;

    private final OrtSession session;
    private final Gate gate = new Gate();
    private final AtomicReferenceArray<@Nullable InputTensors> ofOneRow = new AtomicReferenceArray<>(PLACES);
    private final AtomicReferenceArray<@Nullable InputTensors> ofManyRows = new AtomicReferenceArray<>(PLACES);

    NativeMemory(OrtSession session) {
        this.session = session;
    }

    OrtSession session() {
        return session;
    }

    OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    boolean enter() {
        return gate.enter();
    }

    void leave() {
        if (gate.leave()) {
            release();
        }
    }

    void shut() {
        if (gate.shut()) {
            release();
        }
    }

    /** Takes the tensors that this thread kept, or none; called between enter and leave. */
    @Nullable
    InputTensors take(boolean many) {
        return (many ? ofManyRows : ofOneRow).getAndSet(place(), null);
    }

    /** Keeps tensors for this thread's next rows; false if the place is taken. */
    boolean keep(InputTensors tensors, boolean many) {
        return (many ? ofManyRows : ofOneRow).compareAndSet(place(), null, tensors);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & PLACES - 1;
    }

    private void release() {
        release(ofOneRow);
        release(ofManyRows);
        try {
            session.close();
        } catch (OrtException e) {
            LOG.log(System.Logger.Level.WARNING, "a session of ONNX Runtime could not be closed", e);
        }
    }

    private void release(AtomicReferenceArray<@Nullable InputTensors> places) {
        for (int i = 0; i < PLACES; i++) {
            InputTensors tensors = places.getAndSet(i, null);
            if (tensors != null) {
                tensors.close();
            }
        }
    }
}
