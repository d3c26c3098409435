package io.leeway.observation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Describes one thing that Leeway does: the name under which it is observed, and the keys that it reports. The constants
 * are in the packages that do it; {@code docs/observations.md} lists them all.
 *
 * @param name the name, such as {@code leeway.model.predict}
 * @param meaning one sentence, for documents
 * @param tags keys with few different values, fit for the tags of a timer; each is always present
 * @param details keys with any number of values, for traces alone
 * @param known the values that are known before the work begins; none in the constants
 */
public record Activity(
        String name, String meaning, List<String> tags, List<String> details, SortedMap<String, String> known) {

    /** The key that says how it ended, a tag of every activity; {@value #FAILED} if the work threw an exception. */
    public static final String OUTCOME = "outcome";

    /** The outcome of work that threw an exception. */
    public static final String FAILED = "failed";

    /** The value of a tag that was not reported. */
    public static final String NONE = "none";

    /**
     * Copies the collections.
     *
     * @param name see the record
     * @param meaning see the record
     * @param tags see the record
     * @param details see the record
     * @param known see the record
     * @throws IllegalArgumentException if the tags lack {@value #OUTCOME}, a key occurs twice, or a value is known of a
     *     key that there is not
     */
    public Activity {
        tags = List.copyOf(tags);
        details = List.copyOf(details);
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
        if (!tags.contains(OUTCOME)) {
            throw new IllegalArgumentException("the activity " + name + " lacks the tag \"" + OUTCOME + "\"");
        }
        long keys = Stream.concat(tags.stream(), details.stream()).distinct().count();
        if (keys < tags.size() + details.size()) {
            throw new IllegalArgumentException("a key of the activity " + name + " occurs twice: " + tags + details);
        }
        for (String key : known.keySet()) {
            if (!tags.contains(key) && !details.contains(key)) {
                throw new IllegalArgumentException(
                        "the activity " + name + " has no key \"" + key + "\", but " + tags + " and " + details);
            }
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
        return new Activity(name, meaning, List.of(OUTCOME), List.of(), new TreeMap<>());
    }

    /**
     * Adds tags.
     *
     * @param more keys with few different values
     * @return another activity
     */
    public Activity tags(String... more) {
        return new Activity(name, meaning, join(List.of(more), tags), details, known);
    }

    /**
     * Adds details.
     *
     * @param more keys with any number of values
     * @return another activity
     */
    public Activity details(String... more) {
        return new Activity(name, meaning, tags, join(details, List.of(more)), known);
    }

    /**
     * Sets a value that is known before the work begins, so that activities in progress show it.
     *
     * @param key a key of this activity
     * @param value its value
     * @return another activity
     * @throws IllegalArgumentException if there is no such key
     */
    public Activity with(String key, String value) {
        SortedMap<String, String> values = new TreeMap<>(known);
        values.put(key, value);
        return new Activity(name, meaning, tags, details, values);
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
