package io.leeway.monitoring.signature;

import java.util.List;

/**
 * Of a feature of dates: the share of texts that are none; of dates, the share in which day and month are swapped, or the share of days up to 12: all of them, if a reader
 * took the first number of 03/04/2013 for the month and gave up where that was impossible.
 */
record DateStatistic(Symptom symptom, String feature, DateTexts dates) implements Statistic {

    @Override
    public double of(Block block, List<Block> others) {
        int present = block.counts(feature).present();
        double read = 0;
        double early = 0;
        for (DateTexts.Read date : dates.reads(block)) {
            read += date == null ? 0 : 1;
            early += date != null && date.day() <= DateTexts.MONTHS ? 1 : 0;
        }
        if (symptom == Symptom.NO_DATE) {
            return present == 0 ? Double.NaN : 1 - read / present;
        }
        if (read == 0) {
            return Double.NaN;
        }
        return (symptom == Symptom.EARLY_DAYS ? early : swapped(block, others)) / read;
    }

    private double swapped(Block block, List<Block> others) {
        double swapped = 0;
        for (boolean each : dates.swapped(block, others)) {
            swapped += each ? 1 : 0;
        }
        return swapped;
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return Statistic.leastOfShares(scale.mean(), window.counts(feature).present());
    }
}
