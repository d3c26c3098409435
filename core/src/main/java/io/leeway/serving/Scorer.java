package io.leeway.serving;

/** Answers rows by one model, without knowing versions or monitors. Immutable. */
interface Scorer<R, T> {

    /** The probability of the positive class, or the predicted number. */
    double score(R row, UnseenCategories unseen);

    /** Score and output, labelled with a version. */
    Answer<T> answer(R row, UnseenCategories unseen, int version);

    /** Whether answers come from flat arrays, or why they do not; one line. */
    String describe();
}
