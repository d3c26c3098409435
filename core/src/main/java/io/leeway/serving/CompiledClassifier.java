package io.leeway.serving;

import org.tribuo.classification.Label;

/** Logistic regression between two classes: the logistic function of a sum. */
final class CompiledClassifier<R> implements Scorer<R, Label> {

    private final CompiledLinear<R> linear;
    private final String positive;
    private final String negative;
    private final boolean positiveWinsTies;

    CompiledClassifier(CompiledLinear<R> linear, String positive, String negative, boolean positiveWinsTies) {
        this.linear = linear;
        this.positive = positive;
        this.negative = negative;
        this.positiveWinsTies = positiveWinsTies;
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        return 1 / (1 + Math.exp(-linear.sum(row, unseen)));
    }

    @Override
    public Answer<Label> answer(R row, UnseenCategories unseen, int version) {
        double sum = linear.sum(row, unseen);
        double score = 1 / (1 + Math.exp(-sum));
        boolean isPositive = sum > 0 || (sum == 0 && positiveWinsTies);
        Label label = isPositive ? new Label(positive, score) : new Label(negative, 1 - score);
        return new Answer<>(label, score, version);
    }

    @Override
    public String describe() {
        return "compiled to flat arrays and checked against Tribuo";
    }
}
