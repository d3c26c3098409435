package io.leeway.monitoring.profile;

import io.leeway.data.Columns;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes the {@link Profile} of rows.
 *
 * <p>If the schema has a time, the profile also has a profile of each day, see {@link Profile#blocks}; rows without a time are in no
 * day. Not safe for use by several threads: give each thread its own and merge the profiles. Takes about 10 ns for each
 * number and each category if rows come in the order of time; memory does not grow with the number of rows: at most 1 MB for the newest numbers, which are
 * added to the statistics some hundred rows at a time, about 5 kB for each feature, and as much for each of its days, of which there are at most
 * {@value TimeBlocks#MAX} before they are merged to weeks.
 *
 * @param <R> the type of a row
 */
public final class Profiler<R> {
    private final Schema<R> schema;
    private final List<Feature<R>> features;
    private final RowBuffer<R> numbers;
    private final List<Feature<R>> categories;
    private final @Nullable String[] texts;
    private final boolean timed;
    private long blockMillis = TimeBlocks.DAY;
    private SortedMap<Long, FeatureAccumulators> blocks = new TreeMap<>();

    /** Rows without a time, or all, if the schema has none. */
    private final FeatureAccumulators untimed;

    private @Nullable FeatureAccumulators current;
    private long currentStart;

    private Profiler(Schema<R> schema, List<Feature<R>> features) {
        this.schema = schema;
        this.features = List.copyOf(features);
        this.numbers = new RowBuffer<>(ofType(FeatureType.NUMERIC));
        this.categories = ofType(FeatureType.CATEGORICAL);
        this.texts = new @Nullable String[categories.size()];
        this.timed = schema.hasTime();
        this.untimed = new FeatureAccumulators(features);
    }

    private List<Feature<R>> ofType(FeatureType type) {
        return features.stream().filter(each -> each.type() == type).toList();
    }

    /**
     * Profiles the features of a schema.
     *
     * @param schema the schema
     * @param <R> the type of a row
     * @return a profiler without rows
     */
    public static <R> Profiler<R> of(Schema<R> schema) {
        return new Profiler<>(schema, schema.features());
    }

    /**
     * Profiles the features of a schema and its response, if it has one.
     *
     * @param schema the schema
     * @param <R> the type of a row
     * @return a profiler without rows
     */
    public static <R> Profiler<R> withResponse(Schema<R> schema) {
        List<Feature<R>> features = new ArrayList<>(schema.features());
        schema.response().ifPresent(features::add);
        return new Profiler<>(schema, features);
    }

    /**
     * Sets the length of the blocks of time that have a profile each, to which windows of as long or a multiple can be compared; the
     * default is a day. Has no effect if the schema has no time.
     *
     * @param length at least a millisecond
     * @return this profiler
     * @throws IllegalArgumentException if it is shorter
     * @throws IllegalStateException if rows were added already
     */
    public Profiler<R> blockLength(Duration length) {
        if (length.toMillis() < 1) {
            throw new IllegalArgumentException("a block of " + length + " is too short; give a millisecond or more");
        }
        if (untimed.rows > 0 || !blocks.isEmpty()) {
            throw new IllegalStateException("the length of blocks must be set before rows are added");
        }
        blockMillis = length.toMillis();
        return this;
    }

    /**
     * Adds a row. If a feature cannot be read, none is added.
     *
     * @param row the row
     */
    public void add(R row) {
        Objects.requireNonNull(row, "row");
        FeatureAccumulators into = timed ? block(row) : untimed;
        numbers.into(into.numeric);
        numbers.read(row);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = categories.get(i).category(row);
        }
        for (int i = 0; i < texts.length; i++) {
            into.categorical[i].add(texts[i], 1);
        }
        numbers.next();
        into.rows++;
    }

    private FeatureAccumulators block(R row) {
        long time;
        try {
            time = schema.timeMillis(row);
        } catch (SchemaException e) {
            // The row has no time: it counts, but in no block.
            return untimed;
        }
        FeatureAccumulators known = current;
        if (known != null && time >= currentStart && time - currentStart < blockMillis) {
            return known;
        }
        FeatureAccumulators found =
                blocks.computeIfAbsent(Math.floorDiv(time, blockMillis), each -> new FeatureAccumulators(features));
        while (blocks.size() > TimeBlocks.MAX) {
            lengthen();
            found = Objects.requireNonNull(blocks.get(Math.floorDiv(time, blockMillis)));
        }
        current = found;
        currentStart = Math.floorDiv(time, blockMillis) * blockMillis;
        return found;
    }

    private void lengthen() {
        numbers.flush();
        long longer = TimeBlocks.longer(blockMillis);
        SortedMap<Long, FeatureAccumulators> merged = new TreeMap<>();
        for (Map.Entry<Long, FeatureAccumulators> block : blocks.entrySet()) {
            merged.computeIfAbsent(
                            Math.floorDiv(block.getKey() * blockMillis, longer),
                            each -> new FeatureAccumulators(features))
                    .addAll(block.getValue());
        }
        blocks = merged;
        blockMillis = longer;
    }

    /**
     * Adds rows.
     *
     * @param more the rows
     * @return this profiler
     */
    public Profiler<R> addAll(Iterable<? extends R> more) {
        more.forEach(this::add);
        return this;
    }

    /**
     * Adds rows that are given by their columns, in half the time and without making them. If a column lacks, none is added. Columns have no time, so these
     * rows are in no {@linkplain Profile#blocks block}.
     *
     * @param columns a column for each feature, found by its name; others are ignored
     * @return this profiler
     * @throws ProfileException if there is no column for a feature, or it has another type
     */
    public Profiler<R> addColumns(Columns columns) {
        for (Feature<R> feature : features) {
            if (!columns.names().contains(feature.name()) || columns.type(feature.name()) != feature.type()) {
                throw new ProfileException("feature \"" + feature.name() + "\" needs a column that is " + feature.type()
                        + ", and there is none among " + columns.names());
            }
        }
        numbers.into(untimed.numeric);
        int number = 0;
        int category = 0;
        for (Feature<R> feature : features) {
            if (feature.type() == FeatureType.NUMERIC) {
                numbers.add(number++, columns.numbers(feature.name()));
            } else {
                untimed.categorical[category++].addCodes(
                        columns.codes(feature.name()), 0, columns.rows(), columns.categories(feature.name()));
            }
        }
        untimed.rows += columns.rows();
        return this;
    }

    /**
     * Returns the profile of the rows so far. More rows may be added afterwards; the returned profile does not change.
     *
     * @return the profile
     */
    public Profile profile() {
        numbers.flush();
        FeatureAccumulators all = new FeatureAccumulators(features);
        all.addAll(untimed);
        SortedMap<Long, Profile> profiles = new TreeMap<>();
        blocks.forEach((number, block) -> {
            // None if the first row of the block could not be read.
            if (block.rows > 0) {
                all.addAll(block);
                profiles.put(number, block.profile(features, TimeBlocks.NONE));
            }
        });
        return all.profile(features, TimeBlocks.of(blockMillis, profiles));
    }
}
