package com.example.service;

import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;

import io.leeway.registry.ModelRegistry;
import io.leeway.testing.LeewayExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the application's own build checks before it ships. */
@ExtendWith(LeewayExtension.class)
class ParcelModelTest {

    private final List<Parcel> history = new World(42, 1).quiet(4_000);

    @Test
    void theModelIsGoodEnoughForParcelsThatItHasNotSeen(ModelRegistry registry) {
        var run = ParcelService.pipeline(registry).run(history);

        assertThat(run).isPromotable();
        assertThat(run.candidate("logistic").model())
                .on(new World(43, 1).quiet(2_000))
                .hasF1AtLeast(0.5)
                .hasLogLossAtMost(0.6);
    }

    @Test
    void parcelsAreLikeThoseOfTheTrainingUntilTheWorldChanges() {
        assertThat(new World(43, 1).quiet(2_000), Parcel.SCHEMA)
                .meets(expect("kilograms").between(0, 200))
                .hasNoDriftAgainst(history);
        assertThatThrownBy(() -> assertThat(new World(43, 1).changed(2_000), Parcel.SCHEMA)
                        .hasNoDriftAgainst(history))
                .hasMessageContaining("carrier: psi is");
    }
}
