package io.leeway.feedback;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A journal for several threads, which can wait until the disk has confirmed what they wrote. */
final class SafeJournal {
    private final FeedbackFiles files;
    private final Clock clock;
    private final boolean forces;

    private final ReentrantLock lock = new ReentrantLock();
    private final Journal journal;
    private long written;
    private boolean closed;
    private @Nullable IOException unconfirmed;

    /** Held by the thread that forces, which takes {@link #lock} for moments only: others record meanwhile. */
    private final ReentrantLock forcing = new ReentrantLock();

    private long forced;

    SafeJournal(FeedbackFiles files, Journal journal, Clock clock, Durability durability) {
        this.files = files;
        this.journal = journal;
        this.clock = clock;
        this.forces = durability == Durability.POWER_LOSS;
    }

    /** Reads what there is; closes the files if that fails. */
    void load(LogState.SchemaCheck check) {
        boolean loaded = false;
        try {
            journal.load(check, clock.millis());
            loaded = true;
        } catch (IOException e) {
            throw new FeedbackStorageException(files.place(""), "the folder cannot be read", e);
        } finally {
            if (!loaded) {
                closeFiles();
            }
        }
    }

    boolean record(Scratch row, @Nullable Admission admission) {
        long mine;
        lock.lock();
        try {
            checkWritable();
            if (!journal.record(clock.millis(), row, admission)) {
                return false;
            }
            mine = ++written;
        } finally {
            lock.unlock();
        }
        acknowledge(mine);
        return true;
    }

    long mark(String name, long number, String text) {
        long at;
        long mine;
        lock.lock();
        try {
            checkWritable();
            at = journal.mark(clock.millis(), name, number, text);
            mine = ++written;
        } finally {
            lock.unlock();
        }
        acknowledge(mine);
        return at;
    }

    void add(FeedbackListener listener) {
        journal.listeners.add(listener);
    }

    /** Adds a listener if nothing was written since the end was somewhere. */
    boolean addAt(long end, FeedbackListener listener) {
        lock.lock();
        try {
            return journal.end() == end && journal.listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    long end() {
        lock.lock();
        try {
            return journal.end();
        } finally {
            lock.unlock();
        }
    }

    void remove(FeedbackListener listener) {
        journal.listeners.remove(listener);
    }

    LabelOutcome label(long high, long low, LabelForm.Value value) {
        LabelOutcome outcome;
        long mine;
        lock.lock();
        try {
            checkWritable();
            outcome = journal.label(clock.millis(), high, low, value.number(), value.text());
            mine = ++written;
        } finally {
            lock.unlock();
        }
        acknowledge(mine);
        return outcome;
    }

    /** What follows a write, without the lock: the disk confirms it, if it has to, and listeners do what takes time. */
    private void acknowledge(long write) {
        if (forces) {
            force(write);
        }
        journal.listeners.afterwards();
    }

    private void checkWritable() {
        if (closed) {
            throw new IllegalStateException("the feedback log " + files.place("") + " is closed");
        }
        IOException failure = unconfirmed;
        if (failure != null) {
            throw new FeedbackStorageException(
                    files.place(""), "the disk did not confirm earlier writes: open the log again", failure);
        }
    }

    void sync() {
        long upTo;
        lock.lock();
        try {
            checkWritable();
            upTo = written;
        } finally {
            lock.unlock();
        }
        force(upTo);
    }

    private void force(long upTo) {
        forcing.lock();
        try {
            if (forced >= upTo) {
                return;
            }
            List<String> names;
            long all;
            lock.lock();
            try {
                checkWritable();
                names = journal.takeUnforced();
                all = written;
            } finally {
                lock.unlock();
            }
            for (String name : names) {
                forceFile(name);
            }
            forced = all;
        } finally {
            forcing.unlock();
        }
    }

    private void forceFile(String name) {
        try {
            files.force(name);
        } catch (IOException e) {
            lock.lock();
            try {
                if (e instanceof NoSuchFileException && !journal.state.keeps(name)) {
                    // dropped meanwhile
                    return;
                }
                unconfirmed = e;
            } finally {
                lock.unlock();
            }
            throw new FeedbackStorageException(files.place(name), "the disk did not confirm what was written", e);
        }
    }

    long position(RowId id) {
        lock.lock();
        try {
            return journal.state.position(id.high(), id.low());
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    RowId id(long position) {
        lock.lock();
        try {
            return journal.state.id(position);
        } finally {
            lock.unlock();
        }
    }

    FeedbackCounts counts() {
        lock.lock();
        try {
            return journal.state.counts();
        } finally {
            lock.unlock();
        }
    }

    List<Segment.View> views() {
        lock.lock();
        try {
            return journal.state.views();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            sync();
            lock.lock();
            try {
                closed = true;
                journal.deleteAll();
            } catch (IOException e) {
                throw new FeedbackStorageException(files.place(""), "old segments could not be deleted", e);
            } finally {
                lock.unlock();
            }
        } finally {
            closeFiles();
        }
    }

    private void closeFiles() {
        try {
            files.close();
        } catch (IOException e) {
            throw new FeedbackStorageException(files.place(""), "the folder could not be closed", e);
        }
    }
}
