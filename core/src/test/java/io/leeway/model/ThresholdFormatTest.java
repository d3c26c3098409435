package io.leeway.model;

import io.leeway.model.contract.ModelFormatContract;
import io.leeway.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A user's own format keeps the promises of all formats. */
class ThresholdFormatTest extends ModelFormatContract<ThresholdFormatTest.Trip> {

    record Trip(double distance, boolean late) {}

    @Override
    protected ModelFormat format() {
        return new ThresholdFormat();
    }

    @Override
    protected ModelSpec<Trip> spec() {
        return ModelSpec.classifier(Schema.of(Trip.class).response("late"), "true");
    }

    @Override
    protected byte[] model() {
        return "distance above 1000.0: true 0.7 else false 0.2".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected List<Trip> rows() {
        return IntStream.range(0, 20).mapToObj(i -> new Trip(i * 100.0, i > 10)).toList();
    }
}
