package io.leeway.serving;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ForwardingRegistry;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;

/** A registry whose process dies before or after a write. */
final class DyingRegistry extends ForwardingRegistry {
    private int writesLeft;
    private boolean after;

    /** The process ends here: an error, so that no code that handles exceptions takes notice. */
    @SuppressWarnings("serial") // nothing is ever serialised
    static final class Death extends Error {}

    DyingRegistry(ModelRegistry registry) {
        super(registry);
        live();
    }

    void live() {
        writesLeft = Integer.MAX_VALUE;
    }

    /** Dies at a write, counted from now on from 0. */
    void dieAt(int write, boolean afterIt) {
        writesLeft = write;
        after = afterIt;
    }

    private void writing(boolean done) {
        if (writesLeft == 0 && done == after) {
            throw new Death();
        }
        writesLeft -= done ? 1 : 0;
    }

    @Override
    public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        writing(false);
        ModelVersion version = super.register(name, artifact, cause);
        writing(true);
        return version;
    }

    @Override
    public AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
        writing(false);
        AliasMove move = super.moveAlias(name, alias, expected, to, cause);
        writing(true);
        return move;
    }
}
