package io.leeway.monitoring.profile;

import io.leeway.data.Columns;
import io.leeway.schema.FeatureType;
import io.leeway.schema.NearNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A summary of rows, feature by feature: of a window, of the rows of one thread, of a day on one replica, of a training
 * set.
 *
 * <pre>{@code
 * Profile spring = Profiler.of(schema).addAll(Rows.csv(file, Flight.class)).profile();
 * Profile year = winter.merge(spring);             // in any order, to the bit
 * Files.write(path, year.toBytes());
 * System.out.println(year);                        // a table
 * }</pre>
 *
 * <p>A profile may also have profiles of its {@link #blocks}, such as days. Immutable and safe for use by several threads. Memory is fixed
 * by the number of features and of blocks, of which there are at most 64, whatever the number of rows.
 */
public final class Profile {
    private final Map<String, FeatureProfile> features;
    private final long rows;
    private final TimeBlocks blocks;

    Profile(Map<String, FeatureProfile> features, long rows) {
        this(features, rows, TimeBlocks.NONE);
    }

    Profile(Map<String, FeatureProfile> features, long rows, TimeBlocks blocks) {
        this.blocks = blocks;
        this.features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        this.rows = rows;
    }

    /**
     * Starts building a profile from profiles of features.
     *
     * @return a builder with no features
     */
    public static ProfileBuilder builder() {
        return new ProfileBuilder();
    }

    /**
     * Profiles columns, without vectors.
     *
     * @param columns the columns
     * @return their profile
     */
    public static Profile of(Columns columns) {
        ProfileBuilder profile = builder();
        for (String name : columns.features()) {
            profile.feature(
                    name,
                    columns.type(name) == FeatureType.NUMERIC
                            ? NumericProfile.of(columns.numbers(name))
                            : CategoricalProfile.of(columns.codes(name), 0, columns.rows(), columns.categories(name)));
        }
        return profile.build();
    }

    /**
     * Returns the number of rows.
     *
     * @return the number of rows
     */
    public long rows() {
        return rows;
    }

    /**
     * Returns the features.
     *
     * @return their names, in the order of the schema
     */
    public List<String> features() {
        return List.copyOf(features.keySet());
    }

    /**
     * Returns whether the profile has a feature.
     *
     * @param name its name
     * @return true if it has
     */
    public boolean has(String name) {
        return features.containsKey(name);
    }

    /**
     * Returns the type of a feature.
     *
     * @param name its name
     * @return its type
     * @throws ProfileException if there is no such feature; the message lists similar names
     */
    public FeatureType type(String name) {
        return feature(name).type();
    }

    /**
     * Returns the profile of a feature.
     *
     * @param name its name
     * @return its profile
     * @throws ProfileException if there is no such feature; the message lists similar names
     */
    public FeatureProfile feature(String name) {
        FeatureProfile feature = features.get(name);
        if (feature == null) {
            throw new ProfileException(
                    "no feature \"" + name + "\" in the profile: " + NearNames.hint(name, features.keySet()));
        }
        return feature;
    }

    /**
     * Returns the profile of a numeric feature.
     *
     * @param name its name
     * @return its profile
     * @throws ProfileException if there is no such feature, or it is categorical
     */
    public NumericProfile numeric(String name) {
        if (feature(name) instanceof NumericProfile numeric) {
            return numeric;
        }
        throw new ProfileException("feature \"" + name + "\" is categorical: use categorical(\"" + name + "\")");
    }

    /**
     * Returns the profile of a categorical feature.
     *
     * @param name its name
     * @return its profile
     * @throws ProfileException if there is no such feature, or it is numeric
     */
    public CategoricalProfile categorical(String name) {
        if (feature(name) instanceof CategoricalProfile categorical) {
            return categorical;
        }
        throw new ProfileException("feature \"" + name + "\" is numeric: use numeric(\"" + name + "\")");
    }

    /**
     * Merges two profiles: the result is the profile of all their rows. Associative and commutative to the bit:
     * {@link #toBytes} returns the same bytes whatever the order of merges.
     *
     * @param other a profile of the same features in the same order
     * @return the profile of both
     * @throws ProfileException if the features differ in name, type or order, or the lengths of the blocks are no multiples of each other
     */
    public Profile merge(Profile other) {
        if (!features().equals(other.features())) {
            throw new ProfileException("profiles of different features cannot be merged: one has " + features()
                    + ", the other " + other.features());
        }
        Map<String, FeatureProfile> merged = new LinkedHashMap<>();
        features.forEach((name, feature) -> {
            FeatureProfile theirs = other.feature(name);
            if (feature instanceof NumericProfile a && theirs instanceof NumericProfile b) {
                merged.put(name, a.merge(b));
            } else if (feature instanceof CategoricalProfile a && theirs instanceof CategoricalProfile b) {
                merged.put(name, a.merge(b));
            } else {
                throw new ProfileException("profiles cannot be merged: \"" + name + "\" is " + feature.type()
                        + " in one and " + theirs.type() + " in the other");
            }
        });
        return new Profile(merged, rows + other.rows, blocks.merge(other.blocks));
    }

    /**
     * Returns the length of the blocks of time that have a profile each. A {@link Profiler} makes them of the rows that have a time.
     *
     * @return such as a day; empty if there are none
     */
    public Optional<Duration> blockLength() {
        return blocks.profiles().isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(blocks.lengthMillis()));
    }

    /**
     * Returns profiles of consecutive blocks of time, for comparisons of windows of that length. Blocks are counted back from the
     * newest; incomplete ones at both ends, with fewer than half the median number of rows, and those without rows are left out.
     *
     * @param length a multiple of {@link #blockLength}
     * @return in the order of time; empty if there are no blocks, or they are longer
     * @throws IllegalArgumentException if the length is greater than that of the blocks and no multiple of it
     */
    public List<Profile> blocks(Duration length) {
        if (blocks.profiles().isEmpty() || length.toMillis() < blocks.lengthMillis()) {
            return List.of();
        }
        if (length.toMillis() % blocks.lengthMillis() != 0) {
            throw new IllegalArgumentException("blocks of " + length
                    + " are no multiple of the profile's, which are of " + Duration.ofMillis(blocks.lengthMillis()));
        }
        return blocks.cut(Math.toIntExact(length.toMillis() / blocks.lengthMillis()));
    }

    Profile with(TimeBlocks ofTime) {
        return new Profile(features, rows, ofTime);
    }

    TimeBlocks timeBlocks() {
        return blocks;
    }

    /**
     * Serialises the profile in a format that this and all later versions can read. Equal profiles have equal bytes.
     *
     * @return magic {@code LWPF}, version, length, content, CRC-32C; usually 1 to 3 kB for a numeric feature, and the
     *     names and counts for a categorical one
     */
    public byte[] toBytes() {
        return ProfileFormat.write(this);
    }

    /**
     * Reads a profile that {@link #toBytes} wrote.
     *
     * @param bytes the bytes
     * @return the profile
     * @throws ProfileFormatException if the bytes are not a profile, are truncated or damaged, or were written by a
     *     newer version
     */
    public static Profile fromBytes(byte[] bytes) {
        return ProfileFormat.read(bytes);
    }

    /**
     * Compares two profiles to the bit.
     *
     * @param other another object
     * @return true if it is a profile with the same bytes
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Profile profile && rows == profile.rows && Arrays.equals(toBytes(), profile.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    /**
     * Returns a table of all features, at most 80 columns wide.
     *
     * @return the table
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "Profile of %,d rows%n", rows));
        text.append(String.format(
                Locale.ROOT,
                "%-16s %8s %9s %9s %9s %9s %9s%n",
                "feature",
                "missing",
                "distinct",
                "mean",
                "min",
                "median",
                "max"));
        features.forEach((name, feature) -> {
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s %7.2f%% %9.0f ",
                    name.length() <= 16 ? name : name.substring(0, 15) + "~",
                    100 * feature.missingShare(),
                    feature.distinct()));
            if (feature instanceof NumericProfile n) {
                text.append(String.format(
                        Locale.ROOT, "%9.4g %9.4g %9.4g %9.4g", n.mean(), n.min(), n.quantile(0.5), n.max()));
            } else if (feature instanceof CategoricalProfile c) {
                text.append(top(c));
            }
            text.append(System.lineSeparator());
        });
        return text.toString().stripTrailing();
    }

    private static String top(CategoricalProfile profile) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> entry : profile.counts().entrySet()) {
            double share = 100.0 * entry.getValue() / profile.count();
            String part = String.format(Locale.ROOT, "%s %.1f%%", entry.getKey(), share);
            if (text.length() + part.length() + 2 > 43) {
                break;
            }
            text.append(text.isEmpty() ? "" : ", ").append(part);
        }
        return text.toString();
    }
}
