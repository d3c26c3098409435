package io.leeway.testing;

import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatIllegalArgumentException;

import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeewayExtensionTest {

    @Nested
    @ExtendWith(LeewayExtension.class)
    class ByDefault {

        @RepeatedTest(2)
        void eachTestHasARegistryOfItsOwn(ModelRegistry registry) {
            assertThat(registry.models()).isEmpty();
            registry.register("trips", ModelArtifact.of(new byte[] {1}));
        }

        @Test
        void theRegistryReadsTheClockThatTheTestMoves(ModelRegistry registry, TestClock clock, Clock same) {
            clock.advance(Duration.ofDays(3));

            assertThat(same).isSameAs(clock);
            assertThat(registry.register("trips", ModelArtifact.of(new byte[] {1}))
                            .created())
                    .isEqualTo(LeewayExtension.DEFAULT_START.plus(Duration.ofDays(3)));
        }
    }

    @Nested
    @ExtendWith(LeewayExtension.class)
    class InAConstructor {
        private final ModelRegistry given;

        InAConstructor(ModelRegistry given) {
            this.given = given;
        }

        @BeforeEach
        void theRegistryIsThatOfTheTest(ModelRegistry registry) {
            assertThat(registry).isSameAs(given);
        }

        @RepeatedTest(2)
        void eachInstanceHasARegistryOfItsOwn(ModelRegistry registry) {
            assertThat(registry).isSameAs(given);
            assertThat(given.models()).isEmpty();
            given.register("trips", ModelArtifact.of(new byte[] {1}));
        }
    }

    @Nested
    @ExtendWith(LeewayExtension.class)
    class BeforeAllTests {
        private static @Nullable ModelRegistry trainedInto;

        @BeforeAll
        static void trainOnce(ModelRegistry registry) {
            registry.register("trips", ModelArtifact.of(new byte[] {1}));
            trainedInto = registry;
        }

        @RepeatedTest(2)
        void whatWasMadeOnceIsSharedByAllTests(ModelRegistry registry) {
            assertThat(registry).isSameAs(trainedInto);
            assertThat(registry.versions("trips")).hasSize(1);
        }
    }

    @Nested
    class StartingElsewhere {
        private static final Instant NOON = Instant.parse("2013-07-01T12:00:00Z");

        @RegisterExtension
        private final LeewayExtension leeway = LeewayExtension.startingAt(NOON);

        @Test
        void theClockShowsTheChosenMoment(TestClock clock) {
            assertThat(clock.instant()).isEqualTo(NOON);
        }
    }

    @Test
    void aClockInAnotherZoneMovesAlong() {
        TestClock clock = TestClock.at(Instant.EPOCH);
        TestClock paris = clock.withZone(ZoneId.of("Europe/Paris"));

        assertThat(clock.advance(Duration.ofHours(2))).isEqualTo(Instant.EPOCH.plusSeconds(7_200));
        assertThat(paris.instant()).isEqualTo(clock.instant());
        assertThat(paris.getZone()).isEqualTo(ZoneId.of("Europe/Paris"));
    }

    @Test
    void aClockDoesNotGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestClock.at(Instant.EPOCH).advance(Duration.ofSeconds(-1)));
    }
}
