package io.leeway.retraining;

import io.leeway.retraining.Observation.Streak;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of a retrainer: the state of its policy, the number of labels since the last training, and since when the
 * current version is live. Everything else is read from the registry and the monitor.
 *
 * @param policy the state of the policy
 * @param newLabels the number of labels since the last training
 * @param tenure the version that is live, and since when
 */
public record RetrainerState(PolicyState policy, long newLabels, Tenure tenure) {

    private static final String HEADER = "leeway-retrainer-state 1";
    private static final String LABELS = "labels ";
    private static final String TENURE = "tenure ";
    private static final String UNKNOWN = "-";

    /**
     * The version that is live and since when, so that observations of the previous version do not count against it.
     *
     * @param version the number of the live version, or 0 if it is not known
     * @param since since when it is live, by the retrainer's clock; performance is computed on rows predicted from then
     *     on; empty if all rows count
     * @param window the number of the last monitoring window of the previous version, or 0 if all windows count
     */
    public record Tenure(int version, Optional<Instant> since, long window) {

        /** An unknown version that has been live from the beginning. */
        public static final Tenure UNKNOWN = new Tenure(0, Optional.empty(), 0);

        /**
         * Creates a tenure.
         *
         * @param version the number of the live version
         * @param since since when it is live
         * @param window the number of the last window of the previous version
         * @throws PolicyException if a number is negative
         */
        public Tenure {
            Objects.requireNonNull(since, "since");
            if (version < 0 || window < 0) {
                throw new PolicyException(
                        "", "a version and a window have numbers from 0 on, not " + version + " and " + window);
            }
        }

        Tenure withWindow(long newest) {
            return new Tenure(version, since, newest);
        }
    }

    /**
     * Creates a state.
     *
     * @param policy the state of the policy
     * @param newLabels the number of labels since the last training
     * @param tenure the version that is live, and since when
     * @throws PolicyException if it is negative
     */
    public RetrainerState {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(tenure, "tenure");
        if (newLabels < 0) {
            throw new PolicyException("", "the count of new labels is negative: " + newLabels);
        }
    }

    /**
     * Creates a state in which the live version is unknown.
     *
     * @param policy the state of the policy
     * @param newLabels the number of labels since the last training
     * @throws PolicyException if it is negative
     */
    public RetrainerState(PolicyState policy, long newLabels) {
        this(policy, newLabels, Tenure.UNKNOWN);
    }

    /**
     * Returns the state before the first tick.
     *
     * @return an empty state
     */
    public static RetrainerState none() {
        return new RetrainerState(PolicyState.none(), 0);
    }

    /**
     * Forgets the numbers of windows if the monitor counts them from the start again, as after a restart.
     *
     * @param newest the number of the monitor's newest window
     */
    RetrainerState seenBy(long newest) {
        boolean younger = newest < tenure.window()
                || policy.streaks().values().stream().anyMatch(streak -> streak.lastLook() > newest);
        if (!younger) {
            return this;
        }
        Map<String, Streak> streaks = new TreeMap<>();
        policy.streaks().forEach((condition, streak) -> streaks.put(condition, new Streak(streak.looks(), -1)));
        return new RetrainerState(policy.withStreaks(streaks), newLabels, tenure.withWindow(0));
    }

    /**
     * Serialises the state to lines of plain text, which {@link #parse(String)} reads.
     *
     * @return the lines
     */
    public String toText() {
        String since = tenure.since().map(Instant::toString).orElse(UNKNOWN);
        return HEADER + "\n" + LABELS + newLabels + "\n" + TENURE + tenure.version() + " " + since + " "
                + tenure.window() + "\n" + policy.toText();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the lines
     * @return an equal state
     * @throws PolicyException if a line is invalid; the message contains it
     */
    public static RetrainerState parse(String text) {
        String[] lines = text.split("\n", 4);
        if (!lines[0].equals(HEADER)) {
            throw new PolicyException(
                    "", "a stored retrainer state starts with the line '" + HEADER + "', not '" + lines[0] + "'");
        }
        requireLine(lines, 2, LABELS);
        requireLine(lines, 3, TENURE);
        int line = 2;
        try {
            long labels = Long.parseLong(lines[1].substring(LABELS.length()));
            line = 3;
            Tenure tenure = tenure(lines[2].substring(TENURE.length()).split(" ", -1));
            return new RetrainerState(PolicyState.parse(lines.length < 4 ? "" : lines[3]), labels, tenure);
        } catch (NumberFormatException | DateTimeException e) {
            throw malformed(lines, line, e);
        }
    }

    private static Tenure tenure(String[] words) {
        if (words.length != 3) {
            throw new NumberFormatException("three words are needed");
        }
        Optional<Instant> since = words[1].equals(UNKNOWN) ? Optional.empty() : Optional.of(Instant.parse(words[1]));
        return new Tenure(Integer.parseInt(words[0]), since, Long.parseLong(words[2]));
    }

    private static void requireLine(String[] lines, int number, String start) {
        if (lines.length < number || !lines[number - 1].startsWith(start)) {
            throw new PolicyException(
                    "",
                    "line " + number + " of a stored retrainer state starts with '" + start + "', not "
                            + (lines.length < number ? "missing" : "'" + lines[number - 1] + "'"));
        }
    }

    private static PolicyException malformed(String[] lines, int number, RuntimeException cause) {
        PolicyException fault = new PolicyException(
                "", "line " + number + " of a stored retrainer state is '" + lines[number - 1] + "'");
        fault.initCause(cause);
        return fault;
    }
}
