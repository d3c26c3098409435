package io.leeway.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The state of one model in a registry at one point in time: its versions, aliases and audit trail. They are always
 * consistent: replaying the trail gives the versions and aliases.
 *
 * <p>The rules of a registry are the pure functions {@link #register}, {@link #moveAlias} and {@link #replay}: each
 * takes a state and returns the next one. A registry stores the state and makes each change atomic. Immutable and safe
 * for use by several threads.
 */
public final class RegisteredModel {
    private static final int WIDTH = 80;

    private final ModelName name;
    private final List<ModelVersion> versions;
    private final SortedMap<Alias, Integer> aliases;
    private final List<AuditEvent> audit;

    private RegisteredModel(
            ModelName name, List<ModelVersion> versions, SortedMap<Alias, Integer> aliases, List<AuditEvent> audit) {
        this.name = name;
        this.versions = Collections.unmodifiableList(versions);
        this.aliases = Collections.unmodifiableSortedMap(aliases);
        this.audit = Collections.unmodifiableList(audit);
    }

    /**
     * Returns the state before the first version is registered.
     *
     * @param name the name of the model
     * @return a model without versions, aliases and events
     */
    public static RegisteredModel empty(ModelName name) {
        return new RegisteredModel(name, List.of(), Collections.emptySortedMap(), List.of());
    }

    /**
     * Returns the name.
     *
     * @return the name of the model
     */
    public ModelName name() {
        return name;
    }

    /**
     * Returns all versions, the oldest first.
     *
     * @return the versions, unmodifiable
     */
    public List<ModelVersion> versions() {
        return versions;
    }

    /**
     * Returns the version that each alias names.
     *
     * @return numbers of versions by alias, sorted, unmodifiable
     */
    public SortedMap<Alias, Integer> aliases() {
        return aliases;
    }

    /**
     * Returns the audit trail, the oldest event first.
     *
     * @return the events, unmodifiable
     */
    public List<AuditEvent> audit() {
        return audit;
    }

    /**
     * Returns the hash of the newest event of the audit trail. Kept elsewhere, it later shows whether the trail was cut
     * off or replaced as a whole.
     *
     * @return the hash; that of the name if there is no event yet
     */
    public String auditHead() {
        return audit.isEmpty()
                ? AuditEvent.genesis(name)
                : audit.get(audit.size() - 1).hash();
    }

    /**
     * Returns the newest version.
     *
     * @return the version with the highest number, if there is one
     */
    public Optional<ModelVersion> latest() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /**
     * Returns a version by its number. Takes logarithmic time.
     *
     * @param number the number
     * @return the version
     * @throws NotFoundException if there is none
     */
    public ModelVersion version(int number) {
        int index = indexOf(number, versions);
        if (index < 0) {
            throw NotFoundException.noVersion(name, number, latestNumber());
        }
        return versions.get(index);
    }

    private static int indexOf(int number, List<ModelVersion> sorted) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = sorted.get(middle).number();
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /**
     * Returns the version that an alias names.
     *
     * @param alias the alias
     * @return the version, if the model has the alias
     */
    public Optional<ModelVersion> find(Alias alias) {
        return Optional.ofNullable(aliases.get(alias)).map(this::version);
    }

    /**
     * Returns the version that an alias named before its last move, which is the one to roll back to.
     *
     * @param alias the alias
     * @return the number of the version; empty if the alias was never moved or did not exist before
     */
    public OptionalInt previous(Alias alias) {
        String subject = AuditEvent.ALIAS + alias;
        for (int i = audit.size() - 1; i >= 0; i--) {
            AuditEvent event = audit.get(i);
            if (event.action() == AuditAction.MOVE_ALIAS && event.subject().equals(subject)) {
                return event.before().isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(event.before()));
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Adds a version: its number is one more than that of the newest.
     *
     * @param artifact the model to register
     * @param time the time of the registration
     * @param cause who registers it, and why
     * @return the next state; its {@link #latest()} is the new version, and the last event of {@link #audit()} is the
     *     registration
     */
    public RegisteredModel register(ModelArtifact artifact, Instant time, Cause cause) {
        ModelVersion version = new ModelVersion(
                name,
                Math.addExact(latestNumber(), 1),
                artifact.sha256(),
                artifact.size(),
                time,
                artifact.metadata(),
                artifact.lineage());
        AuditEvent event =
                next(time, cause, AuditAction.REGISTER, AuditEvent.VERSION + version.number(), "", version.digest());
        return new RegisteredModel(name, append(versions, version), aliases, append(audit, event));
    }

    /**
     * Moves an alias if it is at the version that the caller expects.
     *
     * @param alias the alias
     * @param expected the version that the alias is expected to name, 0 if it is expected not to exist
     * @param to the version to move the alias to, 0 to remove it
     * @param time the time of the move
     * @param cause who moves it, and why
     * @return the next state; the last event of {@link #audit()} is the move
     * @throws AliasConflictException if the alias names another version than expected
     * @throws NotFoundException if there is no version {@code to}
     * @throws IllegalArgumentException if {@code expected} and {@code to} are both 0, or one is negative
     */
    public RegisteredModel moveAlias(Alias alias, int expected, int to, Instant time, Cause cause) {
        if (expected < 0 || to < 0 || (expected == 0 && to == 0)) {
            throw new IllegalArgumentException("Nothing to move: alias " + alias + " of model " + name
                    + ", expected at " + expected + ", to " + to + "; give the number of a version for one of the two");
        }
        int actual = aliases.getOrDefault(alias, 0);
        if (actual != expected) {
            throw new AliasConflictException(name, alias, expected, actual);
        }
        SortedMap<Alias, Integer> moved = new TreeMap<>(aliases);
        if (to == 0) {
            moved.remove(alias);
        } else {
            moved.put(alias, version(to).number());
        }
        AuditEvent event =
                next(time, cause, AuditAction.MOVE_ALIAS, AuditEvent.ALIAS + alias, number(actual), number(to));
        return new RegisteredModel(name, versions, moved, append(audit, event));
    }

    /**
     * Applies stored events to this state and verifies each of them: its hash, its position in the chain, and its
     * previous state. For registries that store the trail.
     *
     * @param events the events that follow those of this state
     * @param stored returns the stored version of a number
     * @return the state after the events
     * @throws UnreadableRegistryException if an event does not follow from the state before it, or a version is not the one
     *     that was registered
     */
    public RegisteredModel replay(List<AuditEvent> events, IntFunction<ModelVersion> stored) {
        List<ModelVersion> newVersions = new ArrayList<>(versions);
        SortedMap<Alias, Integer> newAliases = new TreeMap<>(aliases);
        List<AuditEvent> newAudit = new ArrayList<>(audit);
        String head = auditHead();
        for (AuditEvent event : events) {
            checkLink(event, newAudit.size() + 1L, head);
            if (event.action() == AuditAction.REGISTER) {
                newVersions.add(registered(event, newVersions, stored));
            } else {
                move(event, newVersions, newAliases);
            }
            newAudit.add(event);
            head = event.hash();
        }
        return new RegisteredModel(name, newVersions, newAliases, newAudit);
    }

    private void checkLink(AuditEvent event, long sequence, String head) {
        if (event.sequence() != sequence) {
            throw corrupt(event, "it stands where event #" + sequence + " should be");
        }
        if (!event.previousHash().equals(head)) {
            throw corrupt(event, "the hash of the event before is not the one that it carries");
        }
        if (!event.isIntact()) {
            throw corrupt(event, "its hash is not that of what it says");
        }
    }

    private ModelVersion registered(AuditEvent event, List<ModelVersion> known, IntFunction<ModelVersion> stored) {
        int number = number(event, event.subject(), AuditEvent.VERSION);
        int newest = known.isEmpty() ? 0 : known.get(known.size() - 1).number();
        if (number <= newest) {
            throw corrupt(event, "it registers version " + number + " after version " + newest);
        }
        ModelVersion version = stored.apply(number);
        if (version.number() != number
                || !version.model().equals(name)
                || !version.digest().equals(event.after())) {
            throw corrupt(event, "what is stored as version " + number + " is not what was registered");
        }
        return version;
    }

    private void move(AuditEvent event, List<ModelVersion> known, SortedMap<Alias, Integer> into) {
        if (!event.subject().startsWith(AuditEvent.ALIAS)) {
            throw corrupt(event, "its subject is no alias: " + Text.quote(event.subject()));
        }
        Alias alias = alias(event);
        String before = number(into.getOrDefault(alias, 0));
        if (!event.before().equals(before)) {
            throw corrupt(
                    event,
                    "it says that alias " + alias + " was at " + Text.quote(event.before()) + ", it was at "
                            + Text.quote(before));
        }
        if (event.after().isEmpty()) {
            into.remove(alias);
            return;
        }
        int to = number(event, event.after(), "");
        if (indexOf(to, known) < 0) {
            throw corrupt(event, "it moves alias " + alias + " to version " + to + ", which does not exist");
        }
        into.put(alias, to);
    }

    private Alias alias(AuditEvent event) {
        try {
            return Alias.of(event.subject().substring(AuditEvent.ALIAS.length()));
        } catch (InvalidValueException e) {
            throw corrupt(event, "its alias is not allowed: " + e.problem());
        }
    }

    private int number(AuditEvent event, String text, String prefix) {
        String digits = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
        if (!digits.matches("[1-9][0-9]{0,9}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
            throw corrupt(event, "no number of a version: " + Text.quote(text));
        }
        return Integer.parseInt(digits);
    }

    private UnreadableRegistryException corrupt(AuditEvent event, String problem) {
        return new UnreadableRegistryException(
                "audit trail of model " + name + ", event #" + event.sequence(),
                problem,
                "Somebody or something has changed what was stored: restore it from a copy");
    }

    private AuditEvent next(
            Instant time, Cause cause, AuditAction action, String subject, String before, String after) {
        return AuditEvent.next(audit.size() + 1L, time, cause, action, subject, before, after, auditHead());
    }

    private int latestNumber() {
        return latest().map(ModelVersion::number).orElse(0);
    }

    private static String number(int version) {
        return version == 0 ? "" : Integer.toString(version);
    }

    private static <E> List<E> append(List<E> list, E element) {
        List<E> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(element);
        return longer;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegisteredModel that
                && name.equals(that.name)
                && versions.equals(that.versions)
                && aliases.equals(that.aliases)
                && audit.equals(that.audit);
    }

    @Override
    public int hashCode() {
        return auditHead().hashCode();
    }

    /** Returns the versions as a table of 80 columns, the newest first, with the aliases of each and its metrics. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(name.value());
        out.append(": ").append(versions.size()).append(versions.size() == 1 ? " version" : " versions");
        for (int i = versions.size() - 1; i >= 0; i--) {
            ModelVersion version = versions.get(i);
            StringBuilder names = new StringBuilder();
            aliases.forEach((alias, number) -> names.append(number == version.number() ? alias + " " : ""));
            String line = String.format(
                    Locale.ROOT,
                    "%6s  %-19.19s  %,12d B  %-12s",
                    "v" + version.number(),
                    version.created(),
                    version.size(),
                    names.toString().trim());
            out.append(System.lineSeparator()).append(withMetrics(line, version));
        }
        return out.toString();
    }

    private static String withMetrics(String line, ModelVersion version) {
        StringBuilder out = new StringBuilder();
        StringBuilder current = new StringBuilder(line);
        version.lineage().metrics().forEach((metric, value) -> {
            String next = String.format(Locale.ROOT, " %s %.4g", metric, value);
            if (current.length() + next.length() > WIDTH) {
                out.append(current.toString().stripTrailing()).append(System.lineSeparator());
                current.setLength(0);
                current.append("       ");
            }
            current.append(next);
        });
        return out.append(current.toString().stripTrailing()).toString();
    }
}
