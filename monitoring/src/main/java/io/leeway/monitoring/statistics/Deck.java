package io.leeway.monitoring.statistics;

import java.util.SplittableRandom;

/** The members of columns, shuffled as far as they are needed (Fisher and Yates 1938). */
record Deck(int[] members) {

    /** Of whole totals, which have at most 2^31 - 1 members together. */
    Deck(double[] totals) {
        this(members(totals));
    }

    private static int[] members(double[] totals) {
        double all = 0;
        for (double total : totals) {
            all += total;
        }
        int[] members = new int[(int) all];
        int filled = 0;
        for (int k = 0; k < totals.length; k++) {
            for (int i = 0; i < totals[k]; i++) {
                members[filled++] = k;
            }
        }
        return members;
    }

    /** Swaps one of the members from a place on to that place, and returns it. The array is a parameter so that loops keep it in a register. */
    static int take(int[] members, int place, SplittableRandom random) {
        // The high bits of a product are quicker than a remainder, and biased by less than one in 2^32.
        int chosen = place + (int) Math.multiplyHigh(random.nextLong() >>> 1, (members.length - (long) place) << 1);
        int member = members[chosen];
        members[chosen] = members[place];
        members[place] = member;
        return member;
    }

    /** Brings so many members to the first places. */
    static void deal(int[] members, int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            take(members, i, random);
        }
    }
}
