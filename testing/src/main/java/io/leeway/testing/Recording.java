package io.leeway.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the figures of one test while it runs.
 *
 * <p>Assertions find the recording by their thread: that of the test, or one that the test started. An assertion in
 * any other thread, such as that of a shared pool, belongs to the only test that is running; if several are, it is
 * kept with the figures of the whole run, so that none is lost.
 *
 * <p>Safe for use by several threads.
 */
final class Recording {
    /** What a recording belongs to. */
    enum Level {
        RUN,
        CONTAINER,
        TEST
    }

    private static final ThreadLocal<@Nullable Recording> CURRENT = new InheritableThreadLocal<>();
    private static final Set<Recording> ACTIVE = ConcurrentHashMap.newKeySet();

    private final Level level;
    private final @Nullable Recording outer;
    private final Thread starter = Thread.currentThread();
    private final List<Figure> figures = new ArrayList<>();
    private final SortedMap<String, List<String>> purposes = new TreeMap<>();

    private Recording(Level level, @Nullable Recording outer) {
        this.level = level;
        this.outer = outer;
    }

    /** Begins a recording; if it is not that of a run, it belongs to this thread until it is stopped. */
    static Recording start(Level level) {
        Recording started = new Recording(level, CURRENT.get());
        ACTIVE.add(started);
        if (level != Level.RUN) {
            CURRENT.set(started);
        }
        return started;
    }

    /** Ends the recording, in the thread that started it. */
    void stop() {
        ACTIVE.remove(this);
        if (CURRENT.get() == this) {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Returns the recording that an assertion in this thread adds its figures to; null if nobody asked for figures. */
    static @Nullable Recording current() {
        if (ACTIVE.isEmpty()) {
            return null;
        }
        Recording own = CURRENT.get();
        boolean known = own != null && ACTIVE.contains(own);
        if (known && (own.level == Level.TEST || own.starter == Thread.currentThread())) {
            return own;
        }
        List<Recording> active = List.copyOf(ACTIVE);
        List<Recording> tests =
                active.stream().filter(each -> each.level == Level.TEST).toList();
        if (tests.size() == 1) {
            return tests.get(0);
        }
        // A pool that was made before all tests of a class is at least that class's.
        return known
                ? own
                : active.stream()
                        .filter(each -> each.level == Level.RUN)
                        .findFirst()
                        .orElse(null);
    }

    /** Records a figure, if somebody asked for figures. */
    static void note(Figure figure) {
        Recording recording = current();
        if (recording != null) {
            recording.add(figure);
        }
    }

    synchronized void add(Figure figure) {
        figures.add(figure);
    }

    /** Keeps what a pipeline declares that its model is for, a line each. */
    synchronized void declare(String model, List<String> lines) {
        purposes.put(model, lines);
    }

    /** What was declared, by the names of models. */
    synchronized SortedMap<String, List<String>> purposes() {
        return new TreeMap<>(purposes);
    }

    /** A copy, in the order in which the figures came. */
    synchronized List<Figure> figures() {
        return List.copyOf(figures);
    }
}
