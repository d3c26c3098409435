package io.leeway.model.tribuo;

/** How the sums over all trees become the answer. */
enum TreeAnswer {

    /** The sums are the answer. */
    SUM {
        @Override
        void finish(double[] sums) {}
    },

    /** The sums are shares up to a factor, as in Tribuo's ensembles. */
    SHARES {
        @Override
        void finish(double[] sums) {
            double total = 0;
            for (double each : sums) {
                total += each;
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] /= total;
            }
        }
    },

    /** The softmax of XGBoost's {@code multi:softprob}, in floats. */
    SOFTMAX {
        @Override
        void finish(double[] sums) {
            double largest = sums[0];
            for (double each : sums) {
                largest = Math.max(largest, each);
            }
            double total = 0;
            for (int i = 0; i < sums.length; i++) {
                sums[i] = (float) Math.exp((float) (sums[i] - largest));
                total += sums[i];
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] = (float) sums[i] / (float) total;
            }
        }
    },

    /** The exponential function of XGBoost's {@code reg:gamma} and {@code reg:tweedie}, in floats. */
    EXPONENTIAL {
        @Override
        void finish(double[] sums) {
            sums[0] = (float) Math.exp(sums[0]);
        }
    },

    /** The logistic function of XGBoost's {@code reg:logistic}, in floats. */
    LOGISTIC {
        @Override
        void finish(double[] sums) {
            sums[0] = 1f / (1f + (float) Math.exp(-sums[0]));
        }
    };

    /** Replaces the sums by the answer. */
    abstract void finish(double[] sums);
}
