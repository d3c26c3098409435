package io.leeway.monitoring;

import io.leeway.schema.FeatureType;

/**
 * Missing and unseen values of a feature in a window.
 *
 * @param feature its name
 * @param type its type
 * @param rows rows in the window
 * @param missing rows without a value
 * @param unseen rows with a category that the reference does not know; 0 for numbers, where there is no reference, and where
 *     the reference has more categories than its profile can name
 */
public record FeatureQuality(String feature, FeatureType type, long rows, long missing, long unseen) {

    /**
     * Returns the share of rows without a value.
     *
     * @return 0 to 1, or NaN for no rows
     */
    public double missingShare() {
        return (double) missing / rows;
    }

    /**
     * Returns the share of rows with an unseen category.
     *
     * @return 0 to 1, or NaN for no rows
     */
    public double unseenShare() {
        return (double) unseen / rows;
    }
}
