package com.example.delay;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.AliasMove;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import java.io.Console;
import java.util.Optional;

/** The stages that need a person's consent, and that act on it. */
record Promotion(Delivery delivery) {
    /** The note that says who consented to which version. */
    static final String CONSENT = "consent";

    /** The note that names the version that was promoted. */
    static final String PROMOTED = "promoted";

    Outcome consent(Optional<String> by) {
        try (ModelRegistry registry = delivery.registry()) {
            ModelVersion version = passedVersion(registry);
            String who = by.orElseGet(() -> ask(version));
            delivery.workspace().note(CONSENT, version.number() + " " + who);
            return Outcome.done(who + " consents to " + DelayModel.NAME + " v" + version.number());
        }
    }

    private String ask(ModelVersion version) {
        Console console = System.console();
        String question =
                version + "\n" + String.join("\n", version.lineage().gates().values()) + "\nPromote it to "
                        + DelayModel.CHAMPION + "? [yes/no] ";
        // From JDK 22 on, there is a console without a terminal, too; it has no line.
        String answer = console == null ? null : console.readLine("%s", question);
        if (answer == null) {
            throw new StageException(
                    Outcome.WRONG_USAGE,
                    "there is no terminal to ask a person at: name who consented by --by NAME, after your CI system asked");
        }
        if (!answer.strip().equals("yes")) {
            throw StageException.failed("consent to v" + version.number() + " is withheld; nothing was changed");
        }
        return delivery.ciRun().actor();
    }

    private ModelVersion passedVersion(ModelRegistry registry) {
        ModelVersion version =
                registry.version(DelayModel.NAME, delivery.workspace().version(Gating.REGISTERED, "register"));
        if (!Gating.passed(version)) {
            throw new StageException(
                    Outcome.FOUND,
                    DelayModel.NAME + " v" + version.number() + " was rejected, so it is not promoted: "
                            + Gating.reasons(version));
        }
        return version;
    }

    Outcome promote() {
        try (ModelRegistry registry = delivery.registry()) {
            ModelVersion version = passedVersion(registry);
            String who = consenting(version);
            int now = registry.find(DelayModel.NAME, DelayModel.CHAMPION)
                    .map(ModelVersion::number)
                    .orElse(0);
            if (now == version.number()) {
                delivery.workspace().note(PROMOTED, Integer.toString(now));
                return Outcome.done(DelayModel.NAME + ": " + DelayModel.CHAMPION + " is v" + now + " already");
            }
            AliasMove move = move(registry, version, who);
            delivery.workspace().note(PROMOTED, Integer.toString(move.to()));
            return Outcome.done(move + "\n" + move.event());
        }
    }

    private String consenting(ModelVersion version) {
        String[] consent = delivery.workspace().noted(CONSENT).orElse("").split(" ", 2);
        if (consent.length < 2 || !consent[0].equals(Integer.toString(version.number()))) {
            throw StageException.failed("nobody has consented to " + DelayModel.NAME + " v" + version.number()
                    + ": run ./stage consent first");
        }
        return consent[1];
    }

    /** Only if the champion is still the one that the candidate was gated against. */
    private AliasMove move(ModelRegistry registry, ModelVersion version, String who) {
        int gatedAgainst = version.lineage().parentVersion().orElse(0);
        String why = who + " consented; passed all gates" + (gatedAgainst == 0 ? "" : ", against v" + gatedAgainst);
        try {
            return registry.moveAlias(
                    version.model(),
                    Alias.CHAMPION,
                    gatedAgainst,
                    version.number(),
                    Cause.because(delivery.ciRun().because(why)).by(who));
        } catch (AliasConflictException e) {
            throw StageException.failed(e.getMessage() + ". The candidate was gated against "
                    + (gatedAgainst == 0 ? "no champion" : "v" + gatedAgainst)
                    + ": run ./stage gate again. Who moved it last: "
                    + last(registry.model(DelayModel.NAME)));
        }
    }

    static AuditEvent last(RegisteredModel model) {
        return model.audit().stream()
                .filter(event -> event.subject().equals("alias/" + DelayModel.CHAMPION))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
