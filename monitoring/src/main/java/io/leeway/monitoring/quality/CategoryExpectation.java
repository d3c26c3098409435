package io.leeway.monitoring.quality;

import io.leeway.monitoring.profile.CategoricalProfile;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Categories are among those that are known. */
record CategoryExpectation(String column, Set<String> known, String origin, double allowedShare)
        implements Expectation {
    private static final int SHOWN = 5;

    CategoryExpectation {
        known = known.stream().map(CategoricalProfile::nameOf).collect(Collectors.toUnmodifiableSet());
        Wording.requireShare(allowedShare);
        if (known.isEmpty()) {
            throw new IllegalArgumentException("no category could be expected of \"" + column + "\": none is known");
        }
    }

    /** Whether a category is known, by the name that profiles give it. */
    boolean knows(String category) {
        return known.contains(category) || known.contains(CategoricalProfile.nameOf(category));
    }

    @Override
    public String describe() {
        Set<String> sorted = new TreeSet<>(known);
        String names = String.join(", ", sorted.stream().limit(SHOWN).toList());
        String rest = known.size() > SHOWN ? ", ... (" + known.size() + " in all)" : "";
        String tolerance = allowedShare == 0 ? "" : ", but for a share of at most " + Wording.number(allowedShare);
        return "\"" + column + "\" is one of " + origin + names + rest + tolerance;
    }
}
