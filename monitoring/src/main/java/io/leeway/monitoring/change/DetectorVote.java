package io.leeway.monitoring.change;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A vote of several detectors: there is a change where enough of them have detected one, each within a number of values.
 *
 * <p>A member that has detected a change starts again, and its vote holds, as in MOA 2024.07's
 * {@code EnsembleDriftDetectionMethods}: the first change is detected at the same element. After it MOA's members go on as they
 * are, with what they know of the time before; here they are reset, so that a change is reported once.
 *
 * <p>Memory and cost: those of the members. Not safe for use by several threads.
 */
public final class DetectorVote extends BaseDetector {

    /** The default time for which a vote holds: until there is a change. */
    public static final long DEFAULT_WITHIN = Long.MAX_VALUE;

    private final int needed;
    private final long within;
    private final List<BaseDetector> members;
    private final long[] voted;

    private DetectorVote(int needed, long within, List<BaseDetector> members) {
        super("vote", narrowest(members), 0);
        this.needed = needed;
        this.within = within;
        this.members = members;
        voted = new long[members.size()];
    }

    static DetectorVote of(int needed, BaseDetector... members) {
        if (needed < 1 || needed > members.length) {
            throw new IllegalArgumentException(
                    "the votes needed are 1 to " + members.length + ", the number of members, was " + needed);
        }
        return new DetectorVote(needed, DEFAULT_WITHIN, List.of(members));
    }

    private static Input narrowest(List<BaseDetector> members) {
        return members.stream()
                .map(BaseDetector::input)
                .max(Enum::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("a vote has at least one member, was none"));
    }

    /**
     * Sets for how many values a vote holds. The members are shared with this detector and reset.
     *
     * @param values at least 1; by default a vote holds until there is a change
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 1
     */
    public DetectorVote within(int values) {
        DetectorVote vote = new DetectorVote(needed, Options.atLeast(1, values, "the time of a vote"), members);
        vote.reset();
        return vote;
    }

    @Override
    protected ChangeState next(double value) {
        int votes = 0;
        int warnings = 0;
        int ready = 0;
        for (int i = 0; i < voted.length; i++) {
            ChangeState state = members.get(i).update(value);
            if (state == ChangeState.CHANGE) {
                voted[i] = count();
            }
            if (voted[i] > 0 && count() - voted[i] < within) {
                votes++;
                ready++;
            } else if (state != ChangeState.LEARNING) {
                ready++;
                warnings += state == ChangeState.WARNING ? 1 : 0;
            }
        }
        if (votes >= needed) {
            return ChangeState.CHANGE;
        }
        if (ready < needed) {
            return ChangeState.LEARNING;
        }
        return votes + warnings >= needed ? ChangeState.WARNING : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        members.forEach(BaseDetector::reset);
        Arrays.fill(voted, 0);
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("number of votes", needed);
        form.option("time of a vote", within);
        form.option("number of members", members.size());
        for (int i = 0; i < voted.length; i++) {
            form.option("member " + (i + 1), members.get(i).name().hashCode());
            members.get(i).visit(form);
            voted[i] = form.count(voted[i]);
        }
    }

    @Override
    protected String lack() {
        return "has too few members that know enough: too few to tell";
    }

    @Override
    protected String finding() {
        String names = members.stream()
                .filter(member -> voted[members.indexOf(member)] > 0)
                .map(BaseDetector::name)
                .collect(Collectors.joining(", ", "(", ")"));
        long votes = Arrays.stream(voted)
                .filter(at -> at > 0 && count() - at < within)
                .count();
        return String.format(
                Locale.ROOT,
                "has %d votes %sof %d members and needs %d",
                votes,
                votes == 0 ? "" : names + " ",
                voted.length,
                needed);
    }
}
