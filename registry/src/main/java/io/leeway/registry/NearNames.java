package io.leeway.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known names that a mistyped one may have meant. */
final class NearNames {

    private static final int SHOWN = 3;

    private NearNames() {}

    /** At most three, the nearest first; near is an edit distance of at most a third of the length, or a common part. */
    static List<String> of(String wanted, Collection<?> known) {
        record Candidate(String name, int distance) {}
        String lower = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .map(Object::toString)
                .map(name -> new Candidate(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(c -> c.distance <= Math.max(1, wanted.length() / 3) || contains(lower, c.name))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    static String sentence(List<String> near, int known, String one, String many) {
        return near.isEmpty()
                ? "None of the " + known + " known " + (known == 1 ? one : many) + " looks like it"
                : "Did you mean " + String.join(", ", near) + "?";
    }

    private static boolean contains(String lower, String name) {
        String other = name.toLowerCase(Locale.ROOT);
        return (lower.length() >= 3 && other.contains(lower)) || (other.length() >= 3 && lower.contains(other));
    }

    /** Edit distance with insertions, deletions, replacements and exchanged neighbours, each at a cost of 1. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (exchanged) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
