package io.leeway.testing;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands each test a registry in memory and the clock that it reads: both new for each test, the same in all of one test's parameters.
 *
 * <pre>{@code
 * import static io.leeway.testing.LeewayAssertions.assertThat;
 *
 * @ExtendWith(LeewayExtension.class)
 * class FlightPipelineTest {
 *     @Test
 *     void aWinnerIsRegistered(ModelRegistry registry, TestClock clock) {
 *         Pipeline<Flight, Label> pipeline = Pipeline.classification("flight-delay", schema)
 *             .candidate("logistic", Trainers::logisticRegression).register(registry).clock(clock).build();
 *         assertThat(pipeline.run(flights)).isPromotable();
 *     }
 * }
 * }</pre>
 *
 * <p>They are parameters of types {@link ModelRegistry}, {@link TestClock} and {@link Clock}, of a test, of {@code @BeforeEach} and
 * {@code @AfterEach} methods and of the constructor, all of which get the same within one test. What a {@code @BeforeAll} method asks for
 * lives as long as the class, and then its tests share it: for a model that is trained once and asked by many.
 *
 * <p>The clock shows {@link #DEFAULT_START} first; for another moment write
 * {@code @RegisterExtension static LeewayExtension leeway = LeewayExtension.startingAt(...)}.
 */
public final class LeewayExtension implements ParameterResolver {
    /** What the clock shows first unless chosen: 2026-01-01T00:00:00Z. */
    public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Namespace NAMESPACE = Namespace.create(LeewayExtension.class);

    private final Instant start;

    /** For {@code @ExtendWith}: the clock shows {@link #DEFAULT_START} first. */
    public LeewayExtension() {
        this(DEFAULT_START);
    }

    private LeewayExtension(Instant start) {
        this.start = start;
    }

    /**
     * For {@code @RegisterExtension}.
     *
     * @param start what the clock shows first
     * @return the extension
     */
    public static LeewayExtension startingAt(Instant start) {
        return new LeewayExtension(start);
    }

    /** Lets what a constructor is given be that of the one test that the instance is made for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ModelRegistry.class || type == TestClock.class || type == Clock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Props props = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Props.class, key -> Props.startingAt(start), Props.class);
        return parameter.getParameter().getType() == ModelRegistry.class ? props.registry() : props.clock();
    }

    /** Closed by JUnit when the test is over. */
    private record Props(ModelRegistry registry, TestClock clock) implements AutoCloseable {
        static Props startingAt(Instant start) {
            TestClock clock = TestClock.at(start);
            return new Props(MemoryRegistry.create(clock), clock);
        }

        @Override
        public void close() {
            registry.close();
        }
    }
}
