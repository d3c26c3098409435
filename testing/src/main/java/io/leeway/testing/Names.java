package io.leeway.testing;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How names of tests sort. */
final class Names {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private Names() {}

    /** A text that sorts numbers by their size: {@code [2]} before {@code [10]}. */
    static String sortKey(String name) {
        return NUMBER.matcher(name).replaceAll(Names::padded);
    }

    private static String padded(MatchResult found) {
        return "0".repeat(18 - found.group().length()) + found.group();
    }
}
