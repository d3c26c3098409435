package io.leeway.online;

import io.leeway.binary.BinaryForm;

/** Counts what was odd, so that nothing is dropped silently. */
final class Tally {
    int mostOutstanding;
    long unknownLabels;
    long repeatedIds;
    long refusedLabels;
    long unusableNumbers;
    long refusedCategories;

    void outstanding(int rows) {
        mostOutstanding = Math.max(mostOutstanding, rows);
    }

    OnlineStanding standing(Progress progress, int outstanding, int categories) {
        return new OnlineStanding(
                progress.judged(),
                outstanding,
                mostOutstanding,
                unknownLabels,
                repeatedIds,
                refusedLabels,
                unusableNumbers,
                refusedCategories,
                categories,
                progress.metrics(),
                progress.baselineMetrics());
    }

    void write(BinaryForm.Writer out) {
        for (long each : new long[] {unknownLabels, repeatedIds, refusedLabels, unusableNumbers, refusedCategories}) {
            out.large(each);
        }
        out.number(mostOutstanding);
    }

    void read(BinaryForm.Reader in) {
        unknownLabels = in.large();
        repeatedIds = in.large();
        refusedLabels = in.large();
        unusableNumbers = in.large();
        refusedCategories = in.large();
        mostOutstanding = in.number(Integer.MAX_VALUE);
    }
}
