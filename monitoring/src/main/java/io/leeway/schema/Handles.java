package io.leeway.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** Composes method handles that read columns of a row. */
final class Handles {
    /** Columns in one handle: longer chains are slower to compile and no faster to run. */
    private static final int GROUP = 16;

    private Handles() {}

    /** Joins handles of one type, which return nothing, so that few calls invoke all of them in their order. */
    static MethodHandle[] inGroups(List<MethodHandle> each) {
        List<MethodHandle> groups = new ArrayList<>();
        for (int from = 0; from < each.size(); from += GROUP) {
            MethodHandle group = each.get(from);
            for (MethodHandle next : each.subList(from + 1, Math.min(each.size(), from + GROUP))) {
                group = MethodHandles.foldArguments(next, group);
            }
            groups.add(group);
        }
        return groups.toArray(new MethodHandle[0]);
    }

    /** What an accessor throws is thrown on as it is. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
