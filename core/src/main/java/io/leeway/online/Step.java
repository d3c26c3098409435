package io.leeway.online;

import io.leeway.model.ModelKind;
import io.leeway.online.OnlineAlgorithm.AdaGrad;
import io.leeway.online.OnlineAlgorithm.FtrlProximal;
import io.leeway.online.OnlineAlgorithm.PassiveAggressive;
import io.leeway.online.OnlineAlgorithm.Sgd;

/** What an algorithm does with the weights of a row's active places when its label comes. */
abstract class Step {
    private static final double MOST_GRADIENT = 1e12;

    final boolean logistic;

    /** How many numbers are kept for each place beside its weight. */
    final int memories;

    private Step(ModelKind kind, int memories) {
        this.logistic = kind == ModelKind.CLASSIFICATION;
        this.memories = memories;
    }

    static Step of(OnlineAlgorithm algorithm, ModelKind kind) {
        if (algorithm instanceof Sgd sgd) {
            return new OfSgd(sgd, kind);
        }
        if (algorithm instanceof AdaGrad adaGrad) {
            return new OfAdaGrad(adaGrad, kind);
        }
        if (algorithm instanceof FtrlProximal ftrl) {
            return new OfFtrl(ftrl, kind);
        }
        return new OfPassiveAggressive((PassiveAggressive) algorithm, kind);
    }

    /**
     * Steps.
     *
     * @param row the active places and their values
     * @param margin the row's sum before the step
     * @param target the label: 0 or 1, or a number
     */
    abstract void take(Weights weights, Active row, double margin, double target);

    /** The derivative of the loss by the margin. */
    private double gradient(double margin, double target) {
        double slope = logistic ? Weights.logistic(margin) - target : 2 * (margin - target);
        return Math.max(-MOST_GRADIENT, Math.min(MOST_GRADIENT, slope));
    }

    /** Steps the intercept down the derivative, and returns that. */
    final double descend(Weights weights, double rate, double margin, double target) {
        double gradient = gradient(margin, target);
        weights.intercept -= rate * gradient;
        return gradient;
    }

    private static final class OfSgd extends Step {
        private final Sgd options;

        OfSgd(Sgd options, ModelKind kind) {
            super(kind, 0);
            this.options = options;
        }

        @Override
        void take(Weights weights, Active row, double margin, double target) {
            double gradient = descend(weights, options.interceptRate(), margin, target);
            for (int k = 0; k < row.count; k++) {
                weights.values[row.places[k]] -= options.rate() * (gradient * row.values[k]);
            }
        }
    }

    private static final class OfAdaGrad extends Step {
        private final AdaGrad options;

        OfAdaGrad(AdaGrad options, ModelKind kind) {
            super(kind, 1);
            this.options = options;
        }

        @Override
        void take(Weights weights, Active row, double margin, double target) {
            double gradient = descend(weights, options.interceptRate(), margin, target);
            double[] squares = weights.memories[0];
            for (int k = 0; k < row.count; k++) {
                int place = row.places[k];
                double slope = gradient * row.values[k];
                squares[place] += slope * slope;
                weights.values[place] -= options.rate() / Math.sqrt(squares[place] + options.epsilon()) * slope;
            }
        }
    }

    private static final class OfFtrl extends Step {
        private final FtrlProximal options;

        OfFtrl(FtrlProximal options, ModelKind kind) {
            super(kind, 2);
            this.options = options;
        }

        @Override
        void take(Weights weights, Active row, double margin, double target) {
            double gradient = descend(weights, options.interceptRate(), margin, target);
            double[] sums = weights.memories[0];
            double[] squares = weights.memories[1];
            for (int k = 0; k < row.count; k++) {
                int place = row.places[k];
                double slope = gradient * row.values[k];
                double before = Math.sqrt(squares[place]);
                squares[place] += slope * slope;
                double after = Math.sqrt(squares[place]);
                sums[place] += slope - (after - before) / options.alpha() * weights.values[place];
                // A weight depends on its own sums only, so it is computed here and not, as in the paper, when it is
                // used.
                weights.values[place] = weight(sums[place], after);
            }
        }

        private double weight(double sum, double root) {
            if (Math.abs(sum) <= options.l1()) {
                return 0;
            }
            return -(sum - Math.signum(sum) * options.l1())
                    / ((options.beta() + root) / options.alpha() + options.l2());
        }
    }

    private static final class OfPassiveAggressive extends Step {
        private final PassiveAggressive options;

        OfPassiveAggressive(PassiveAggressive options, ModelKind kind) {
            super(kind, 0);
            this.options = options;
        }

        @Override
        void take(Weights weights, Active row, double margin, double target) {
            double direction = logistic ? 2 * target - 1 : Math.signum(target - margin);
            double loss = logistic
                    ? Math.max(0, 1 - direction * margin)
                    : Math.max(0, Math.abs(target - margin) - options.tolerance());
            double step = direction * length(loss, row);
            weights.intercept += step;
            for (int k = 0; k < row.count; k++) {
                weights.values[row.places[k]] += step * row.values[k];
            }
        }

        private double length(double loss, Active row) {
            double norm = 0;
            for (int k = 0; k < row.count; k++) {
                norm += row.values[k] * row.values[k];
            }
            return switch (options.variant()) {
                case PA -> norm > 0 ? loss / norm : 0;
                case PA_I -> norm > 0 ? Math.min(options.aggressiveness(), loss / norm) : 0;
                case PA_II -> loss / (norm + 0.5 / options.aggressiveness());
            };
        }
    }
}
