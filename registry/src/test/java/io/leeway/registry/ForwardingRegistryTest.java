package io.leeway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.contract.ModelRegistryContract;
import io.leeway.registry.memory.MemoryRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A registry that only forwards keeps the contract, forwards every abstract method, and lets default methods see overrides. */
class ForwardingRegistryTest extends ModelRegistryContract {

    @Override
    protected ModelRegistry emptyRegistry(Clock clock) {
        return new ForwardingRegistry(MemoryRegistry.create(clock)) {};
    }

    @Test
    void everyAbstractMethodAndCloseIsForwardedAndNoDefaultMethodIs() {
        Set<String> toForward = Stream.concat(
                        Arrays.stream(ModelRegistry.class.getMethods())
                                .filter(method -> Modifier.isAbstract(method.getModifiers())),
                        Arrays.stream(ModelRegistry.class.getMethods())
                                .filter(method -> method.getName().equals("close")))
                .map(ForwardingRegistryTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> inherited = Arrays.stream(ModelRegistry.class.getMethods())
                .map(ForwardingRegistryTest::signature)
                .collect(Collectors.toSet());

        Set<String> forwarded = Arrays.stream(ForwardingRegistry.class.getDeclaredMethods())
                .map(ForwardingRegistryTest::signature)
                .filter(inherited::contains)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(forwarded).isEqualTo(toForward).hasSize(6);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    @Test
    void defaultMethodsSeeWhatASubclassOverrides() {
        MemoryRegistry stored = MemoryRegistry.create();
        stored.register("m", ModelArtifact.of("bytes".getBytes(StandardCharsets.UTF_8)));
        stored.moveAlias("m", "champion", 0, 1, "");
        ModelRegistry hiding = new ForwardingRegistry(stored) {
            @Override
            public Optional<RegisteredModel> find(ModelName name) {
                return Optional.empty();
            }
        };

        assertThat(stored.find("m", "champion")).isPresent();
        assertThat(hiding.find("m", "champion")).isEmpty();
    }

    @Test
    void itPrintsAsTheRegistryThatItForwardsTo() {
        MemoryRegistry stored = MemoryRegistry.create();

        assertThat(new ForwardingRegistry(stored) {}).hasToString(stored.toString());
    }
}
