package io.leeway.examples.alarms;

import java.util.Arrays;
import java.util.List;

/** What one contestant did on all weeks: its false alarms, and for each fault and strength in how many weeks it was found. */
final class Score {
    private final int[][] found;
    private final int[][] first;
    private final int[][] apart;
    private int weeks;
    private int falseAlarms;
    private int alarmedWeeks;

    Score(int faults) {
        found = new int[faults][3];
        first = new int[faults][3];
        apart = new int[faults][3];
    }

    synchronized void untouched(List<String> alarms) {
        weeks++;
        falseAlarms += alarms.size();
        alarmedWeeks += alarms.isEmpty() ? 0 : 1;
    }

    /** Counts a week with a fault: what was alarmed in it, and in the same week without the fault. */
    synchronized void faulty(int fault, int strength, Fault truth, List<String> alarms, List<String> untouched) {
        boolean toldApart =
                truth.features().stream().anyMatch(feature -> alarms.contains(feature) && !untouched.contains(feature));
        apart[fault][strength] += toldApart ? 1 : 0;
        if (alarms.stream().anyMatch(truth.features()::contains)) {
            found[fault][strength]++;
            first[fault][strength] += truth.features().contains(alarms.get(0)) ? 1 : 0;
        }
    }

    int weeks() {
        return weeks;
    }

    /** Weeks in which the right feature was alarmed. */
    int found(int fault, int strength) {
        return found[fault][strength];
    }

    /** Weeks in which the right feature was alarmed and came first. */
    int first(int fault, int strength) {
        return first[fault][strength];
    }

    /** Weeks in which the right feature was alarmed, and would not have been without the fault. */
    int apart(int fault, int strength) {
        return apart[fault][strength];
    }

    /** Alarmed features in weeks that nobody touched. */
    int falseAlarms() {
        return falseAlarms;
    }

    /** Weeks that nobody touched with an alarm. */
    int alarmedWeeks() {
        return alarmedWeeks;
    }

    /** Faults found at a strength in at least 95% of the weeks. */
    long mastered(int strength) {
        return Arrays.stream(found)
                .filter(each -> each[strength] >= 0.95 * weeks)
                .count();
    }

    /** Of the weeks in which the right feature was alarmed, the share in which it came first. */
    double firstShare() {
        double all = Arrays.stream(found).flatMapToInt(Arrays::stream).sum();
        return Arrays.stream(first).flatMapToInt(Arrays::stream).sum() / all;
    }
}
