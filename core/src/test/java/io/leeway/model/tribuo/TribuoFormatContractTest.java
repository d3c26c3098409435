package io.leeway.model.tribuo;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelSpec;
import io.leeway.model.contract.ModelFormatContract;
import io.leeway.model.tribuo.Trained.Trip;
import java.util.List;
import org.junit.jupiter.api.Nested;

class TribuoFormatContractTest {

    private abstract static class OfTribuo extends ModelFormatContract<Trip> {
        @Override
        protected ModelFormat format() {
            return TribuoFormat.create();
        }

        @Override
        protected List<Trip> rows() {
            return Trained.trips(20, 5);
        }
    }

    @Nested
    class ALinearClassifier extends OfTribuo {
        @Override
        protected ModelSpec<Trip> spec() {
            return ModelSpec.classifier(Trained.CLASSES, "true");
        }

        @Override
        protected byte[] model() {
            return Trained.linear().serialize().toByteArray();
        }
    }

    @Nested
    class ATree extends OfTribuo {
        @Override
        protected ModelSpec<Trip> spec() {
            return ModelSpec.classifier(Trained.CLASSES, "true");
        }

        @Override
        protected byte[] model() {
            return Trained.tree().serialize().toByteArray();
        }
    }

    @Nested
    class ALinearRegressor extends OfTribuo {
        @Override
        protected ModelSpec<Trip> spec() {
            return ModelSpec.regressor(Trained.NUMBERS);
        }

        @Override
        protected byte[] model() {
            return Trained.regression().serialize().toByteArray();
        }
    }
}
