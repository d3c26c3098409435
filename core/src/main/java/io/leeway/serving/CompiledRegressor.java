package io.leeway.serving;

import org.tribuo.regression.Regressor;

/** Linear regression of one number: a sum. */
final class CompiledRegressor<R> implements Scorer<R, Regressor> {

    private final CompiledLinear<R> linear;
    private final String dimension;

    CompiledRegressor(CompiledLinear<R> linear, String dimension) {
        this.linear = linear;
        this.dimension = dimension;
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        return linear.sum(row, unseen);
    }

    @Override
    public Answer<Regressor> answer(R row, UnseenCategories unseen, int version) {
        double sum = linear.sum(row, unseen);
        return new Answer<>(new Regressor(dimension, sum), sum, version);
    }

    @Override
    public String describe() {
        return "compiled to flat arrays and checked against Tribuo";
    }
}
