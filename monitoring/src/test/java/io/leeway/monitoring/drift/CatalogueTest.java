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
    class PsiEvidently extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.psiOfEvidently();
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
    class CramerVonMises extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.cramerVonMises();
        }
    }

    @Nested
    class AndersonDarling extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.andersonDarling();
        }
    }

    @Nested
    class Kuiper extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.kuiper();
        }
    }

    @Nested
    class MannWhitney extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.mannWhitney();
        }
    }

    @Nested
    class WelchT extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.welchT();
        }
    }

    @Nested
    class Levene extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.levene();
        }

        @Override
        protected boolean seesAShift() {
            return false;
        }
    }

    @Nested
    class EppsSingleton extends DriftTestContract {
        @Override
        protected DriftTest test() {
            // Simulating each p-value of the contract takes 20 seconds; SparseSamplesTest does.
            return DriftTests.eppsSingleton().withMethod(PValueMethod.ASYMPTOTIC);
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
    class GTest extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.gTest();
        }
    }

    @Nested
    class FisherExact extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.fisherExact();
        }
    }

    @Nested
    class Proportions extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.proportions();
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
    class KullbackLeibler extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.kullbackLeibler();
        }
    }

    @Nested
    class Hellinger extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.hellinger();
        }
    }

    @Nested
    class TotalVariation extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.totalVariation();
        }
    }

    @Nested
    class LInfinity extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.lInfinity();
        }
    }

    @Nested
    class Wasserstein extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.wasserstein();
        }
    }

    @Nested
    class Energy extends DriftTestContract {
        @Override
        protected DriftTest test() {
            return DriftTests.energy();
        }
    }
}
