package io.leeway.model;

/** Is notified of each category in a row that the model answering did not see in training. */
@FunctionalInterface
public interface UnseenCategories {

    /** Ignores them. */
    UnseenCategories IGNORED = feature -> {};

    /**
     * Counts one.
     *
     * @param featureIndex the feature's place among the schema's features
     */
    void count(int featureIndex);
}
