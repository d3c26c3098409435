package io.leeway.examples.flights;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
import io.leeway.registry.ForwardingRegistry;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A registry as it was at the time of the replay, while the replay catches up with a run that was interrupted: what that run has written is
 * not written again but compared, event by event, with what this run is about to write. From the end of the audit trail on, it writes.
 */
final class ResumedRegistry extends ForwardingRegistry {

    private final Clock clock;
    private final Map<ModelName, RegisteredModel> seen = new ConcurrentHashMap<>();

    ResumedRegistry(ModelRegistry stored, Clock clock) {
        super(stored);
        this.clock = clock;
    }

    @Override
    public synchronized ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        RegisteredModel after = now(name).register(artifact, clock.instant(), cause);
        if (!isWritten(after)) {
            super.register(name, artifact, cause);
            after = super.find(name).orElseThrow();
        }
        seen.put(name, after);
        return after.latest().orElseThrow();
    }

    @Override
    public synchronized AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
        RegisteredModel after = now(name).moveAlias(alias, expected, to, clock.instant(), cause);
        if (!isWritten(after)) {
            super.moveAlias(name, alias, expected, to, cause);
            after = super.find(name).orElseThrow();
        }
        seen.put(name, after);
        return new AliasMove(
                name, alias, expected, to, after.audit().get(after.audit().size() - 1));
    }

    private RegisteredModel now(ModelName name) {
        return seen.getOrDefault(name, RegisteredModel.empty(name));
    }

    private boolean isWritten(RegisteredModel after) {
        List<AuditEvent> trail =
                super.find(after.name()).map(RegisteredModel::audit).orElse(List.of());
        int place = after.audit().size() - 1;
        if (place >= trail.size()) {
            return false;
        }
        AuditEvent written = trail.get(place);
        if (!written.hash().equals(after.auditHead())) {
            throw new ResumeException("the run that is resumed did something else here: it wrote " + written
                    + ", this one would write " + after.audit().get(place)
                    + "; was it started with another version of Leeway or of the data?");
        }
        return true;
    }

    @Override
    public Optional<RegisteredModel> find(ModelName name) {
        return Optional.ofNullable(seen.get(name));
    }

    @Override
    public List<ModelName> models() {
        return seen.keySet().stream().sorted().toList();
    }
}
