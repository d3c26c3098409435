package io.leeway.card;

import io.leeway.model.ModelMetadata;
import io.leeway.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model is for, as its pipeline declares it, and who answers for it. It is stored with each version that the
 * pipeline registers, as JSON under {@link ModelMetadata#PURPOSE}.
 *
 * <p>Immutable.
 *
 * @param objectives what the model is to achieve, such as {@code fewer missed delays}
 * @param success the gates that tell whether it does, such as {@code recall at least 0.6}
 * @param owners who answers for what
 * @param limits what the model is not for, or not good at
 */
public record Purpose(List<String> objectives, List<String> success, List<Owner> owners, List<String> limits) {
    /** The maximum number of characters of a text: {@value}. */
    public static final int LONGEST_TEXT = 2_000;

    private static final Purpose NONE = new Purpose(List.of(), List.of(), List.of(), List.of());

    /**
     * Who answers for a part of a model.
     *
     * @param role what they answer for, such as {@code data}
     * @param contact who they are and how to reach them, such as {@code Ann, data@example.com}
     */
    public record Owner(String role, String contact) {
        /**
         * Checks the texts.
         *
         * @param role what they answer for
         * @param contact who they are
         * @throws IllegalArgumentException if one is blank or too long
         */
        public Owner {
            checked("role of an owner", role);
            checked("contact of an owner", contact);
        }

        @Override
        public String toString() {
            return role + ": " + contact;
        }
    }

    /**
     * Copies the lists and checks the texts.
     *
     * @param objectives what the model is to achieve
     * @param success the gates that tell whether it does
     * @param owners who answers for what
     * @param limits what the model is not for
     * @throws IllegalArgumentException if a text is blank or longer than {@value #LONGEST_TEXT} characters
     */
    public Purpose {
        objectives = List.copyOf(objectives);
        success = List.copyOf(success);
        owners = List.copyOf(owners);
        limits = List.copyOf(limits);
        objectives.forEach(each -> checked("objective", each));
        success.forEach(each -> checked("success criterion", each));
        limits.forEach(each -> checked("limit", each));
    }

    private static void checked(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is blank: say it in a few words, or leave it out.");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("The " + what + " has " + text.length() + " characters; at most "
                    + LONGEST_TEXT + " fit on a card: link to the rest.");
        }
    }

    /**
     * Returns the purpose of a model of which nothing was declared.
     *
     * @return a purpose with empty lists
     */
    public static Purpose none() {
        return NONE;
    }

    /**
     * Reads the purpose that is stored with a version.
     *
     * @param version a registered version
     * @return its purpose; {@link #none()} if nothing was declared
     * @throws CardException if the entry cannot be read
     */
    public static Purpose of(ModelVersion version) {
        return CardJson.read(
                        version,
                        ModelMetadata.PURPOSE,
                        fields -> new Purpose(
                                fields.texts("objectives"),
                                fields.texts("success"),
                                fields.objects("owners").stream()
                                        .map(owner -> new Owner(owner.text("role"), owner.text("contact")))
                                        .toList(),
                                fields.texts("limits")))
                .orElse(NONE);
    }

    /**
     * Adds an objective.
     *
     * @param text what the model is to achieve
     * @return a new value
     * @throws IllegalArgumentException if the text is blank or too long
     */
    public Purpose objective(String text) {
        return new Purpose(with(objectives, text), success, owners, limits);
    }

    /**
     * Sets the success criteria.
     *
     * @param gates their descriptions, as in the results of gates
     * @return a new value
     */
    public Purpose success(List<String> gates) {
        return new Purpose(objectives, gates, owners, limits);
    }

    /**
     * Adds an owner.
     *
     * @param role what they answer for, such as {@code data}
     * @param contact who they are and how to reach them
     * @return a new value
     * @throws IllegalArgumentException if a text is blank or too long
     */
    public Purpose owner(String role, String contact) {
        return new Purpose(objectives, success, with(owners, new Owner(role, contact)), limits);
    }

    /**
     * Adds a limit.
     *
     * @param text what the model is not for, or not good at
     * @return a new value
     * @throws IllegalArgumentException if the text is blank or too long
     */
    public Purpose limit(String text) {
        return new Purpose(objectives, success, owners, with(limits, text));
    }

    private static <E> List<E> with(List<E> before, E one) {
        List<E> more = new ArrayList<>(before);
        more.add(one);
        return more;
    }

    /**
     * Returns whether nothing was declared.
     *
     * @return true if all lists are empty
     */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * Returns all that was declared, one line each, for terminals and summaries.
     *
     * @return lines such as {@code objective: fewer missed delays}, objectives first
     */
    public List<String> lines() {
        return Stream.of(
                        objectives.stream().map(each -> "objective: " + each),
                        success.stream().map(each -> "success: " + each),
                        owners.stream().map(each -> "owner of " + each),
                        limits.stream().map(each -> "limit: " + each))
                .flatMap(each -> each)
                .map(each -> each.replaceAll("\\s+", " "))
                .toList();
    }

    /**
     * Returns the form in which it is stored.
     *
     * @return JSON
     */
    public String toJson() {
        ObjectNode json = CardJson.object();
        texts(json.putArray("objectives"), objectives);
        texts(json.putArray("success"), success);
        ArrayNode people = json.putArray("owners");
        owners.forEach(each -> people.addObject().put("role", each.role()).put("contact", each.contact()));
        texts(json.putArray("limits"), limits);
        return CardJson.write(json);
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    @Override
    public String toString() {
        return isEmpty() ? "nothing declared" : String.join("; ", lines());
    }
}
