package io.leeway.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelFormats;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.model.contract.ModelFormatContract;
import io.leeway.pipeline.Pipeline;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OnlineFormatTest {

    @Test
    void itIsFoundByItsName() {
        assertThat(ModelFormats.installed().of(Map.of(ModelMetadata.FORMAT, "online")))
                .isInstanceOf(OnlineFormat.class);
    }

    @Nested
    class OfTwoClasses extends ModelFormatContract<Ride> {
        @Override
        protected ModelFormat format() {
            return new OnlineFormat();
        }

        @Override
        protected ModelSpec<Ride> spec() {
            return ModelSpec.classifier(Ride.SCHEMA, "true");
        }

        @Override
        protected byte[] model() {
            OnlineModel<Ride> model = Pipeline.online("rides", Ride.SCHEMA).build();
            Ride.rides(500, 1).forEach(model::learn);
            return model.bytes(false);
        }

        @Override
        protected List<Ride> rows() {
            return Ride.rides(40, 2);
        }
    }

    @Nested
    class OfNumbers extends ModelFormatContract<Ride> {
        private static final Schema<Ride> SCHEMA =
                Schema.of(Ride.class).without("id", "start", "late").response("distance");

        @Override
        protected ModelFormat format() {
            return new OnlineFormat();
        }

        @Override
        protected ModelSpec<Ride> spec() {
            return ModelSpec.regressor(SCHEMA);
        }

        @Override
        protected byte[] model() {
            OnlineModel<Ride> model = Pipeline.online("rides", SCHEMA).build();
            Ride.rides(500, 1).forEach(model::learn);
            return model.bytes(false);
        }

        @Override
        protected List<Ride> rows() {
            return Ride.rides(40, 2);
        }
    }
}
