package io.leeway.card;

import io.leeway.monitoring.performance.Interval;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One page about a registered version: what it is for, what it was trained on and how, how good it is and how certain that
 * is, who answers for it, who promoted it and why. What nobody recorded is on the page too, as missing.
 *
 * <pre>{@code
 * ModelCard card = ModelCard.of(registry, "flight-delay", 7);
 * Files.writeString(Path.of("card.html"), card.toHtml());
 * }</pre>
 *
 * <p>A card is composed from what is stored with the version and from the registry's audit trail, whenever it is asked
 * for; no page is stored that could disagree with them. This reads the model's entry in the registry, not the model, and
 * takes milliseconds. Equal records give equal bytes, in every locale and time zone.
 *
 * <p>Immutable.
 *
 * @param model the name of the model
 * @param version the number of the version
 * @param summary one line: what was decided about the version
 * @param sections the parts of the page, in their order
 */
public record ModelCard(String model, int version, String summary, List<Section> sections) {

    /**
     * A part of a card.
     *
     * @param chapter the heading that it stands under, perhaps with others
     * @param heading its own heading
     * @param facts its facts, in their order; at least one
     */
    public record Section(String chapter, String heading, List<Fact> facts) {
        /**
         * Copies the facts.
         *
         * @param chapter the heading that it stands under
         * @param heading its own heading
         * @param facts its facts
         */
        public Section {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A fact.
     *
     * @param name what it is about
     * @param value what was recorded, or how to record it
     * @param isRecorded whether it was recorded
     * @param number the value of a metric, empty if the fact is none
     * @param interval the confidence interval of the metric, null if there is none
     */
    public record Fact(
            String name,
            String value,
            boolean isRecorded,
            OptionalDouble number,
            @Nullable Interval interval) {
        static Fact of(String name, String value) {
            return new Fact(name, value, true, OptionalDouble.empty(), null);
        }

        /** The value, or that it is missing. */
        String shown() {
            return isRecorded ? value : "Not recorded. " + value;
        }
    }

    /**
     * Copies the sections.
     *
     * @param model the name of the model
     * @param version the number of the version
     * @param summary one line
     * @param sections the parts of the page
     */
    public ModelCard {
        sections = List.copyOf(sections);
    }

    /**
     * Returns the card of a registered version, with the registry's history of it.
     *
     * @param registry the registry
     * @param name the name of the model
     * @param version the number of the version
     * @return the card
     * @throws io.leeway.registry.NotFoundException if there is no such version
     * @throws CardException if what is stored with the version cannot be read
     */
    public static ModelCard of(ModelRegistry registry, String name, int version) {
        return new CardComposer(registry.model(name).version(version), registry.model(name)).card();
    }

    /**
     * Returns the card of a version without its history, which only the registry knows; the card says so.
     *
     * @param version the version, for example that of a run
     * @return the card
     * @throws CardException if what is stored with the version cannot be read
     */
    public static ModelCard of(ModelVersion version) {
        return new CardComposer(version, null).card();
    }

    /**
     * Returns what nobody recorded.
     *
     * @return the facts that are missing, as {@code section: fact}
     */
    public List<String> missing() {
        return sections.stream()
                .flatMap(section -> section.facts().stream()
                        .filter(fact -> !fact.isRecorded())
                        .map(fact -> section.heading() + ": " + fact.name()))
                .toList();
    }

    /**
     * Returns the card as a self-contained page that loads nothing, for light and dark screens and for printing.
     *
     * @return HTML, to be encoded as UTF-8
     */
    public String toHtml() {
        return CardPages.html(this);
    }

    /**
     * Returns the card as Markdown with tables, as GitHub, GitLab and Azure DevOps render it. All text is escaped.
     *
     * @return Markdown
     */
    public String toMarkdown() {
        return CardPages.markdown(this);
    }

    /**
     * Returns the card for programs: the same sections and facts, metrics as numbers too.
     *
     * @return JSON
     */
    public String toJson() {
        return CardPages.json(this);
    }

    @Override
    public String toString() {
        return model + " v" + version + ": " + summary + ", " + missing().size() + " facts not recorded";
    }
}
