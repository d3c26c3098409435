package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.drift.contract.DriftTestContract;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each test of the catalogue keeps the contract. */
class CatalogueTest {

    @Test
    void theListHasEveryTestOnceAndEachHasItsContract() {
        long factories = Arrays.stream(DriftTests.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> DriftTest.class.isAssignableFrom(method.getReturnType()))
                .count();
        assertThat(DriftTests.all())
                .hasSize((int) factories)
                .extracting(DriftTest::name)
                .doesNotHaveDuplicates();
        assertThat(CatalogueTest.class.getDeclaredClasses())
                .extracting(each -> each.getSimpleName().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrderElementsOf(DriftTests.all().stream()
                        .map(each -> each.name().replace("-", ""))
                        .toList());
    }

    @Nested
    class Psi extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.psi();
        }
    }

    @Nested
    class Ks extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.ks();
        }
    }

    @Nested
    class ChiSquare extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.chiSquare();
        }
    }

    @Nested
    class JensenShannon extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.jensenShannon();
        }
    }

    @Nested
    class Wasserstein extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.wasserstein();
        }
    }
}
