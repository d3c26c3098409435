package io.leeway.observation;

import java.util.List;
import java.util.stream.Stream;

/**
 * Describes one thing that Leeway does: the name under which it is observed, and the keys that it reports. The constants
 * are in the packages that do it; {@code docs/observations.md} lists them all.
 *
 * @param name the name, such as {@code leeway.model.predict}
 * @param meaning one sentence, for documents
 * @param tags keys with few different values, fit for the tags of a timer; each is always present
 * @param details keys with any number of values, for traces alone
 */
public record Activity(String name, String meaning, List<String> tags, List<String> details) {

    /** The key that says how it ended, a tag of every activity; {@value #FAILED} if the work threw an exception. */
    public static final String OUTCOME = "outcome";

    /** The outcome of work that threw an exception. */
    public static final String FAILED = "failed";

    /** The value of a tag that was not reported. */
    public static final String NONE = "none";

    /**
     * Copies the lists.
     *
     * @param name see the record
     * @param meaning see the record
     * @param tags see the record
     * @param details see the record
     * @throws IllegalArgumentException if the tags lack {@value #OUTCOME}, or a key occurs twice
     */
    public Activity {
        tags = List.copyOf(tags);
        details = List.copyOf(details);
        if (!tags.contains(OUTCOME)) {
            throw new IllegalArgumentException("the activity " + name + " lacks the tag \"" + OUTCOME + "\"");
        }
        long keys = Stream.concat(tags.stream(), details.stream()).distinct().count();
        if (keys < tags.size() + details.size()) {
            throw new IllegalArgumentException("a key of the activity " + name + " occurs twice: " + tags + details);
        }
    }

    /**
     * Describes an activity whose only tag is {@value #OUTCOME}.
     *
     * @param name the name
     * @param meaning one sentence
     * @return the activity
     */
    public static Activity of(String name, String meaning) {
        return new Activity(name, meaning, List.of(OUTCOME), List.of());
    }

    /**
     * Adds tags.
     *
     * @param more keys with few different values
     * @return another activity
     */
    public Activity tags(String... more) {
        return new Activity(name, meaning, join(List.of(more), tags), details);
    }

    /**
     * Adds details.
     *
     * @param more keys with any number of values
     * @return another activity
     */
    public Activity details(String... more) {
        return new Activity(name, meaning, tags, join(details, List.of(more)));
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
