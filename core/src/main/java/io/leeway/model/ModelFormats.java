package io.leeway.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Finds the format of a version by the name in its metadata.
 *
 * <p>{@link #installed()} contains the formats that {@link ServiceLoader} finds on the class or module path: Tribuo's,
 * ONNX if {@code leeway-onnx} is present, and those of the application. {@link #with} adds a format or replaces the one
 * with the same name.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ModelFormats {

    /** The format of versions whose metadata name none: {@value}. */
    public static final String DEFAULT = "tribuo";

    private final Map<String, ModelFormat> byName;

    private ModelFormats(Map<String, ModelFormat> byName) {
        this.byName = byName;
    }

    /**
     * Returns the formats that {@link ServiceLoader} finds.
     *
     * @return the formats
     */
    public static ModelFormats installed() {
        Map<String, ModelFormat> found = new LinkedHashMap<>();
        ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader())
                .forEach(format -> found.put(format.name(), format));
        ServiceLoader.load(ModelFormat.class).forEach(format -> found.putIfAbsent(format.name(), format));
        return new ModelFormats(found);
    }

    /**
     * Adds a format.
     *
     * @param format the format; it replaces the one with the same name
     * @return the formats with this one
     */
    public ModelFormats with(ModelFormat format) {
        Map<String, ModelFormat> more = new LinkedHashMap<>(byName);
        more.put(format.name(), format);
        return new ModelFormats(more);
    }

    /**
     * Returns the format that a version's metadata names.
     *
     * @param metadata the metadata of a version; {@value #DEFAULT} is assumed if they name none
     * @return the format
     * @throws UnknownFormatException if there is no format with that name
     */
    public ModelFormat of(Map<String, String> metadata) {
        String name = metadata.getOrDefault(ModelMetadata.FORMAT, DEFAULT);
        ModelFormat format = byName.get(name);
        if (format == null) {
            throw new UnknownFormatException(name, names());
        }
        return format;
    }

    /**
     * Returns the names of the formats.
     *
     * @return their names in natural order
     */
    public List<String> names() {
        return new ArrayList<>(new TreeMap<>(byName).keySet());
    }

    @Override
    public String toString() {
        return "ModelFormats" + names();
    }
}
