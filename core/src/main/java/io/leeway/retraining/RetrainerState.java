package io.leeway.retraining;

/**
 * What a retrainer remembers: its policy's state and the labels that came since the last training. Everything else it reads
 * from the registry and the monitor.
 *
 * @param policy the policy's state
 * @param newLabels how many labels came since the last training
 */
public record RetrainerState(PolicyState policy, long newLabels) {

    private static final String LABELS = "leeway-retrainer-state 1 labels ";

    /**
     * Checks the count.
     *
     * @param policy the policy's state
     * @param newLabels how many labels came since the last training
     * @throws PolicyException if it is negative
     */
    public RetrainerState {
        if (newLabels < 0) {
            throw new PolicyException("", "the count of new labels is negative: " + newLabels);
        }
    }

    /**
     * The state before the first look.
     *
     * @return a state without memory
     */
    public static RetrainerState none() {
        return new RetrainerState(PolicyState.none(), 0);
    }

    /**
     * Writes the state as lines of plain text, which {@link #parse(String)} reads back.
     *
     * @return the lines
     */
    public String toText() {
        return LABELS + newLabels + "\n" + policy.toText();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the lines
     * @return an equal state
     * @throws PolicyException if a line is not such a line; the message says which
     */
    public static RetrainerState parse(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (!first.startsWith(LABELS)) {
            throw new PolicyException("", "a stored retrainer state starts with '" + LABELS + "', not '" + first + "'");
        }
        try {
            long labels = Long.parseLong(first.substring(LABELS.length()));
            return new RetrainerState(PolicyState.parse(text.substring(end + 1)), labels);
        } catch (NumberFormatException e) {
            PolicyException fault = new PolicyException("", "the count of labels in '" + first + "' is no number");
            fault.initCause(e);
            throw fault;
        }
    }
}
