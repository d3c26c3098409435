package io.leeway.testing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One test and its figures.
 *
 * @param id its unique id for the JUnit Platform
 * @param className the class, or what takes its place in engines without classes
 * @param name its name within the class, such as {@code isGood(int)[2]}
 * @param status how it ended
 * @param seconds how long it took
 * @param message the message of the exception, or why it was skipped; empty if there is none
 * @param type the type of the exception, empty if there is none
 * @param trace its stack trace, empty if there is none
 * @param figures what its assertions observed
 * @param purposes what the pipelines of these models declare that they are for, by the names of models
 */
record TestOutcome(
        String id,
        String className,
        String name,
        Status status,
        double seconds,
        String message,
        String type,
        String trace,
        List<Figure> figures,
        SortedMap<String, List<String>> purposes) {
    enum Status {
        PASSED,
        FAILED,
        ERROR,
        SKIPPED
    }

    TestOutcome {
        figures = status == Status.PASSED
                ? figures.stream().map(Figure::ofAPassedTest).toList()
                : List.copyOf(figures);
    }

    static TestOutcome skipped(String id, String className, String name, String reason) {
        return new TestOutcome(id, className, name, Status.SKIPPED, 0.0, reason, "", "", List.of(), new TreeMap<>());
    }

    /** Not all containers are of interest: only those that failed themselves, or asserted something. */
    boolean isWorthReporting(boolean container) {
        return !container || status != Status.PASSED || !figures.isEmpty();
    }

    TestOutcome named(String other) {
        return new TestOutcome(id, className, other, status, seconds, message, type, trace, figures, purposes);
    }
}
