package io.leeway.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelSpec;
import io.leeway.model.contract.ModelFormatContract;
import io.leeway.model.tribuo.Trained.Trip;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
    class AForest extends OfTribuo {
        @Override
        protected ModelSpec<Trip> spec() {
            return ModelSpec.classifier(Trained.CLASSES, "true");
        }

        @Override
        protected byte[] model() {
            return Trained.forest().serialize().toByteArray();
        }

        @Test
        void itIsCompiled() {
            assertThat(format().read(spec(), model()).path().compiled()).isTrue();
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
