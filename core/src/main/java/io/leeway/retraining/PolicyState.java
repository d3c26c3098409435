package io.leeway.retraining;

import io.leeway.retraining.Observation.Streak;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The state of a policy between two decisions: the times of its trainings and the counts of consecutive evaluations.
 * Immutable.
 *
 * <p>A policy has no other state. Store {@link #toText()} and restore it by {@link #parse(String)}, and decisions after
 * a restart are the same as without one.
 *
 * @param trainings the times of the decisions to retrain, the oldest first, whether or not the trainings succeeded; at
 *     most {@value #MOST_TRAININGS}, or more if the budget of the policy requires it
 * @param streaks the number of consecutive evaluations in which each sustained condition was met, by its description
 */
public record PolicyState(List<Instant> trainings, SortedMap<String, Streak> streaks) {

    /** The number of trainings that are kept unless the budget requires more. */
    public static final int MOST_TRAININGS = 100;

    private static final String HEADER = "leeway-policy-state 1";

    /**
     * Creates a state.
     *
     * @param trainings the times of the decisions to retrain
     * @param streaks the number of consecutive evaluations in which each sustained condition was met
     */
    public PolicyState {
        trainings = trainings.stream().sorted().toList();
        streaks = Collections.unmodifiableSortedMap(new TreeMap<>(streaks));
    }

    /**
     * Returns the state before the first decision.
     *
     * @return an empty state
     */
    public static PolicyState none() {
        return new PolicyState(List.of(), new TreeMap<>());
    }

    PolicyState withTraining(Instant at, int mostTrainings) {
        List<Instant> all =
                Stream.concat(trainings.stream(), Stream.of(at)).sorted().toList();
        int keep = Math.max(mostTrainings, MOST_TRAININGS);
        // The counts of looks speak about the model that is being replaced.
        return new PolicyState(all.subList(Math.max(0, all.size() - keep), all.size()), new TreeMap<>());
    }

    PolicyState withStreaks(Map<String, Streak> observed) {
        return new PolicyState(trainings, new TreeMap<>(observed));
    }

    /**
     * Serialises the state to lines of plain text, which {@link #parse(String)} reads.
     *
     * @return a header line, then one line for each training and each count
     */
    public String toText() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        trainings.forEach(at -> text.append("training ").append(at).append('\n'));
        streaks.forEach((condition, streak) -> text.append("streak ")
                .append(streak.looks())
                .append(' ')
                .append(streak.lastLook())
                .append(' ')
                .append(escaped(condition))
                .append('\n'));
        return text.toString();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the lines
     * @return an equal state
     * @throws PolicyException if a line is invalid; the message contains it
     */
    public static PolicyState parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new PolicyException(
                    "", "a stored policy state starts with '" + HEADER + "', line 1 is " + quoted(lines, 0));
        }
        List<Instant> trainings = new ArrayList<>();
        SortedMap<String, Streak> streaks = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] word = lines.get(i).split(" ", 4);
            try {
                if (word.length == 2 && word[0].equals("training")) {
                    trainings.add(Instant.parse(word[1]));
                } else if (word.length == 4 && word[0].equals("streak")) {
                    streaks.put(unescaped(word[3]), new Streak(Integer.parseInt(word[1]), Long.parseLong(word[2])));
                } else {
                    throw new PolicyException(
                            "", "line " + (i + 1) + " of a stored policy state is " + quoted(lines, i));
                }
            } catch (NumberFormatException | DateTimeException e) {
                PolicyException fault =
                        new PolicyException("", "line " + (i + 1) + " of a stored policy state is " + quoted(lines, i));
                fault.initCause(e);
                throw fault;
            }
        }
        return new PolicyState(trainings, streaks);
    }

    private static String quoted(List<String> lines, int index) {
        return index < lines.size() ? "'" + lines.get(index) + "'" : "missing";
    }

    static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String unescaped(String line) {
        StringBuilder plain = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                char escaped = line.charAt(i);
                plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
