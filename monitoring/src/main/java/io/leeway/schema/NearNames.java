package io.leeway.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Finds known names that are similar to an unknown one, for error messages.
 *
 * <p>The distance is the Levenshtein distance (insertions, deletions and substitutions), ignoring case.
 */
public final class NearNames {
    private static final int SHOWN = 3;

    private NearNames() {}

    /**
     * Finds the most similar names.
     *
     * @param name the name that was not found
     * @param known the names that exist
     * @return at most three names, the most similar first; only those within a third of the name's length (at least 2
     *     edits), or that contain the name or are contained in it
     */
    public static List<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int limit = Math.max(2, wanted.length() / 3);
        return known.stream()
                .distinct()
                .filter(k -> isNear(wanted, k.toLowerCase(Locale.ROOT), limit) || contains(wanted, k))
                .sorted(Comparator.comparingInt((String k) -> distance(wanted, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /**
     * Formats the most similar names as the end of an error message.
     *
     * @param name the name that was not found
     * @param known the names that exist
     * @return for example {@code did you mean "carrier"? It has: carrier, origin, dest}
     */
    public static String hint(String name, Collection<String> known) {
        String all = known.isEmpty() ? "there are none" : "it has: " + String.join(", ", known);
        List<String> near = of(name, known);
        if (near.isEmpty()) {
            return all;
        }
        return near.stream().map(n -> "\"" + n + "\"").collect(Collectors.joining(" or ", "did you mean ", "? ")) + all;
    }

    /** Names of two letters are no nearer than all others where both letters differ. */
    private static boolean isNear(String wanted, String known, int limit) {
        int distance = distance(wanted, known);
        return distance <= limit && distance < Math.max(wanted.length(), known.length());
    }

    private static boolean contains(String wanted, String known) {
        String k = known.toLowerCase(Locale.ROOT);
        return wanted.length() >= 3 && k.length() >= 3 && (k.contains(wanted) || wanted.contains(k));
    }

    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
