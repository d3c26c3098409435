package io.leeway.cli;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.RegisteredModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that move an alias. */
final class AliasCommands {
    private AliasCommands() {}

    /** Which alias is moved, from where, by whom and why. */
    static final class MoveOptions {
        @Parameters(index = "0", paramLabel = "MODEL", description = "The name of the model.")
        private String name = "";

        @Option(
                names = "--alias",
                paramLabel = "ALIAS",
                defaultValue = "champion",
                description = "The alias. Default: champion.")
        private String alias = "champion";

        @Option(
                names = "--expect",
                paramLabel = "VERSION",
                description = "The version that the alias is at; 0 if it should not exist yet. Fails if it has moved.")
        private @Nullable Integer expected;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the audit trail.")
        private String reason = "";

        @Option(names = "--by", paramLabel = "WHO", description = "Who, for the audit trail. Default: the user.")
        private @Nullable String actor;

        Outcome move(ModelRegistry registry, int actual, int to) {
            int from = Optional.ofNullable(expected).orElse(actual);
            Cause because = Cause.because(reason);
            String who = actor;
            Cause cause = who == null ? because : because.by(who);
            AliasMove move;
            try {
                move = registry.moveAlias(ModelName.of(name), Alias.of(alias), from, to, cause);
            } catch (AliasConflictException e) {
                throw new CommandException(e.getMessage() + winner(registry.model(name), e), e);
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", name);
            json.put("alias", alias);
            json.put("from", move.from());
            json.put("to", move.to());
            json.put("event", move.event().sequence());
            return Outcome.fine(move.toString(), json);
        }

        private static String winner(RegisteredModel model, AliasConflictException conflict) {
            return Policies.lastMove(model, conflict.alias())
                    .map(last -> ". Who moved it last: " + last)
                    .orElse("");
        }

        RegisteredModel model(ModelRegistry registry) {
            return registry.model(name);
        }
    }

    /** Moves an alias to a version. */
    @Command(
            name = "promote",
            description = {
                "Moves an alias to a version.",
                "",
                "Say by --expect which version you compared with: if another was promoted meanwhile, nothing is changed,"
                        + " and the exit code is 1."
            },
            footer = {"%nExample:", "  leeway registry promote flight-delay 8 --expect 7 --reason \"passed review\""})
    static final class Promote extends RegistryTask {
        @Mixin
        private MoveOptions move = new MoveOptions();

        @Parameters(index = "1", paramLabel = "VERSION", description = "The number of the version.")
        private int version;

        @Override
        Outcome run(ModelRegistry registry) {
            if (version < 1) {
                throw CommandException.wrongUsage("a version is 1 or more, but was " + version);
            }
            int actual = move.model(registry).aliases().getOrDefault(Alias.of(move.alias), 0);
            return move.move(registry, actual, version);
        }
    }

    /** Moves an alias back. */
    @Command(
            name = "rollback",
            description = "Moves an alias back to the version that it was at before.",
            footer = {"%nExample:", "  leeway registry rollback flight-delay --reason \"too many complaints\""})
    static final class Rollback extends RegistryTask {
        @Mixin
        private MoveOptions move = new MoveOptions();

        @Override
        Outcome run(ModelRegistry registry) {
            RegisteredModel model = move.model(registry);
            Alias alias = Alias.of(move.alias);
            int before = model.previous(alias)
                    .orElseThrow(() -> new CommandException("alias " + alias + " of model " + model.name()
                            + " was at no other version before: there is nothing to go back to"));
            return move.move(registry, model.aliases().getOrDefault(alias, 0), before);
        }
    }
}
