package io.leeway.monitoring.signature;

/** What is wrong with a feature, or with the rows as such. */
public enum SignatureKind {
    /** A value has a share of the rows that it never had. */
    NEW_MOST_FREQUENT_VALUE,
    /** A value does not change for longer than it ever did. */
    STUCK,
    /** Single rows of a sensor disagree with the rows just before and after them, which agree with each other. */
    INCONSISTENT,
    /** Numbers are rounded more coarsely, or have more decimals, than before. */
    PRECISION,
    /** An affine or logarithmic map turns the numbers into those of the reference. */
    UNIT_CHANGED,
    /** Numbers have the wrong sign. */
    SIGN,
    /** Hours or days are those of another hour or day. */
    TIME_SHIFT,
    /** Two columns hold each other's values. */
    COLUMNS_SWAPPED,
    /** Dates have day and month swapped. */
    DATE_ORDER,
    /** A column holds the values of another one. */
    COLUMN_COPIED,
    /** One column is above another one, which it never was. */
    OUT_OF_ORDER,
    /** Texts contain characters that come from decoding with the wrong character set. */
    ENCODING,
    /** A known category is now counted as another known one. */
    CATEGORIES_MERGED,
    /** A known category has a new name. */
    CATEGORY_RENAMED,
    /** A category has far fewer rows than before. */
    CATEGORY_LOST,
    /** Values that the reference never had, without another explanation. */
    UNSEEN_VALUES,
    /** Numbers differ from those that the reference has for the same category of another feature. */
    GIVEN_CATEGORY,
    /** More values, or fewer, are missing than before. */
    MISSING,
    /** Rows come more than once. */
    DUPLICATES,
    /** There are fewer rows, or more, than in any block before. */
    VOLUME,
    /** No rows came for longer than ever before. */
    FRESHNESS
}
