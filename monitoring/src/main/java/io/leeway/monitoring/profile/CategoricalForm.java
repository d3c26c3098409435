package io.leeway.monitoring.profile;

import static io.leeway.monitoring.profile.ProfileFormat.corrupt;

import io.leeway.monitoring.profile.ProfileFormat.ByteReader;
import io.leeway.monitoring.profile.ProfileFormat.ByteWriter;
import java.util.Comparator;
import java.util.List;

/** The byte form of a categorical feature. */
final class CategoricalForm {
    private CategoricalForm() {}

    static void write(CategoricalAccumulator state, ByteWriter out) {
        out.number(state.missing());
        out.number(state.other());
        List<CategoricalAccumulator.Counter> counters = state.counters().stream()
                .sorted(Comparator.comparing(c -> c.name))
                .toList();
        out.number(counters.size());
        for (CategoricalAccumulator.Counter counter : counters) {
            out.text(counter.name);
            out.number(counter.count);
        }
    }

    static CategoricalProfile read(ByteReader in) {
        CategoricalAccumulator state = new CategoricalAccumulator();
        state.add(null, in.number());
        long other = in.number();
        int n = in.size(2);
        if (n > CategoricalAccumulator.MAX_CATEGORIES || other > 0 && n < CategoricalAccumulator.MAX_CATEGORIES) {
            throw corrupt("a feature has " + n + " categories and " + other + " others");
        }
        for (int i = 0; i < n; i++) {
            String name = in.text();
            long count = in.number();
            if (count == 0 || name.length() > CategoricalAccumulator.MAX_NAME) {
                throw corrupt("a category has no values or too long a name");
            }
            state.add(name, count);
        }
        if (state.counters().size() != n) {
            throw corrupt("a category comes twice");
        }
        state.addOther(other);
        return CategoricalProfile.of(state);
    }
}
