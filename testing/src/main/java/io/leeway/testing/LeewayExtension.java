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
 * Provides each test with an in-memory registry and the clock that the registry uses. Both are new for each test and
 * shared by all parameters of one test.
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
 * <p>Parameters of type {@link ModelRegistry}, {@link TestClock} and {@link Clock} are resolved in test methods,
 * {@code @BeforeEach} and {@code @AfterEach} methods and the constructor; all of them get the same objects within one
 * test. Objects requested by a {@code @BeforeAll} method live as long as the test class and are shared by its tests,
 * for example for a model that is trained once.
 *
 * <p>The clock starts at {@link #DEFAULT_START}; to start it at another time, write {@code @RegisterExtension static
 * LeewayExtension leeway = LeewayExtension.startingAt(...)}.
 */
public final class LeewayExtension implements ParameterResolver {
    /** The default start of the clock: 2026-01-01T00:00:00Z. */
    public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Namespace NAMESPACE = Namespace.create(LeewayExtension.class);

    private final Instant start;

    /** Creates the extension for {@code @ExtendWith}; the clock starts at {@link #DEFAULT_START}. */
    public LeewayExtension() {
        this(DEFAULT_START);
    }

    private LeewayExtension(Instant start) {
        this.start = start;
    }

    /**
     * Creates the extension for {@code @RegisterExtension}, with another start of the clock.
     *
     * @param start the start of the clock
     * @return the extension
     */
    public static LeewayExtension startingAt(Instant start) {
        return new LeewayExtension(start);
    }

    /** Makes a constructor's parameters those of the test that the instance is created for. */
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
