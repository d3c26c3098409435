package io.leeway.registry.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ForwardingRegistry;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.contract.ModelRegistryContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract is worth something: a registry that breaks one promise fails it. */
class BrokenRegistriesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                MovesWithoutComparing.class,
                ReadsWhateverHasTheNumber.class,
                ListsInReverse.class,
                RemembersWhatItSawFirst.class,
                LosesLineage.class,
                AnswersAfterClosing.class,
                HandsOutItsOwnBytes.class,
                GivesTheSameBytesTheSameVersion.class,
            })
    void aRegistryThatBreaksAPromiseFailsTheContract(Class<?> contract) {
        assertThat(run(contract).getTotalFailureCount()).isPositive();
    }

    private static TestExecutionSummary run(Class<?> contract) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(contract))
                                .filters(EngineFilter.includeEngines("junit-jupiter"))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    /** Forwards everything to a registry in memory; each subclass gets one thing wrong. */
    abstract static class Forwarding extends ForwardingRegistry {

        Forwarding(Clock clock) {
            super(MemoryRegistry.create(clock));
        }
    }

    static class MovesWithoutComparing extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            return new Forwarding(clock) {
                @Override
                public AliasMove moveAlias(ModelName name, Alias alias, int expected, int moved, Cause cause) {
                    int now = delegate()
                            .find(name)
                            .map(model -> model.aliases().getOrDefault(alias, 0))
                            .orElse(0);
                    return super.moveAlias(name, alias, now, moved, cause);
                }
            };
        }
    }

    static class ReadsWhateverHasTheNumber extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            return new Forwarding(clock) {
                @Override
                public byte[] read(ModelVersion version) {
                    return super.read(delegate().version(version.name(), version.number()));
                }
            };
        }
    }

    static class ListsInReverse extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            return new Forwarding(clock) {
                @Override
                public List<ModelName> models() {
                    List<ModelName> names = new ArrayList<>(super.models());
                    Collections.reverse(names);
                    return Collections.unmodifiableList(names);
                }
            };
        }
    }

    static class RemembersWhatItSawFirst extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            Map<ModelName, RegisteredModel> seen = new ConcurrentHashMap<>();
            return new Forwarding(clock) {
                @Override
                public Optional<RegisteredModel> find(ModelName name) {
                    return super.find(name).map(now -> seen.computeIfAbsent(name, first -> now));
                }
            };
        }
    }

    static class LosesLineage extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            return new Forwarding(clock) {
                @Override
                public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
                    return super.register(name, artifact.lineage(Lineage.none()), cause);
                }
            };
        }
    }

    static class AnswersAfterClosing extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            return new Forwarding(clock) {
                @Override
                public void close() {}
            };
        }
    }

    static class HandsOutItsOwnBytes extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            Map<ModelVersion, byte[]> read = new ConcurrentHashMap<>();
            return new Forwarding(clock) {
                @Override
                public byte[] read(ModelVersion version) {
                    byte[] bytes = super.read(version);
                    return read.computeIfAbsent(version, first -> bytes);
                }
            };
        }
    }

    static class GivesTheSameBytesTheSameVersion extends ModelRegistryContract {
        @Override
        protected ModelRegistry emptyRegistry(Clock clock) {
            return new Forwarding(clock) {
                @Override
                public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
                    return delegate()
                            .find(name)
                            .flatMap(model -> model.versions().stream()
                                    .filter(version -> version.sha256().equals(artifact.sha256()))
                                    .findFirst())
                            .orElseGet(() -> delegate().register(name, artifact, cause));
                }
            };
        }
    }
}
