package io.leeway.retraining;

import java.util.List;

/** Thrown when a policy, a condition or a stored state is invalid; names the invalid parts. */
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String policy;
    private final transient List<String> parts;

    PolicyException(String policy, String message, String... parts) {
        super(policy.isEmpty() ? message : "policy '" + policy + "': " + message);
        this.policy = policy;
        this.parts = List.of(parts);
    }

    /**
     * Returns the name of the policy.
     *
     * @return the name, or an empty string if the invalid condition or state does not belong to a policy yet
     */
    public String policy() {
        return policy;
    }

    /**
     * Returns the conditions or options that are invalid or contradict each other, as text.
     *
     * @return the parts, may be empty
     */
    public List<String> parts() {
        return parts;
    }
}
