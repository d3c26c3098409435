package io.leeway.retraining;

import java.util.List;

/** Says that a policy, a condition or a stored state makes no sense, and which part of it. */
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
     * @return the name, or the empty text where the fault lies in a condition or a state that belongs to no policy yet
     */
    public String policy() {
        return policy;
    }

    /**
     * Returns the conditions or options that are wrong or that contradict each other, as they print.
     *
     * @return the parts, possibly none
     */
    public List<String> parts() {
        return parts;
    }
}
