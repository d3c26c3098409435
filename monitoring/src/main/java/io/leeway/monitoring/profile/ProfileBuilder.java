package io.leeway.monitoring.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds a profile from profiles of features. Start with {@link Profile#builder}. Not safe for use by several threads.
 */
public final class ProfileBuilder {
    private final Map<String, FeatureProfile> features = new LinkedHashMap<>();

    ProfileBuilder() {}

    /**
     * Adds a feature.
     *
     * @param name its name
     * @param profile its profile
     * @return this builder
     * @throws ProfileException if the name is taken
     */
    public ProfileBuilder feature(String name, FeatureProfile profile) {
        if (features.putIfAbsent(name, profile) != null) {
            throw new ProfileException("feature \"" + name + "\" is in the profile already: names must be unique");
        }
        return this;
    }

    /**
     * Builds the profile.
     *
     * @return the profile; its number of rows is that of every feature
     * @throws ProfileException if the features have different numbers of rows
     */
    public Profile build() {
        long rows = -1;
        String first = "";
        for (Map.Entry<String, FeatureProfile> entry : features.entrySet()) {
            long n = entry.getValue().rows();
            if (rows >= 0 && n != rows) {
                throw new ProfileException("all features of a profile are about the same rows, but \"" + first
                        + "\" has " + rows + " and \"" + entry.getKey() + "\" has " + n);
            }
            rows = n;
            first = entry.getKey();
        }
        return new Profile(features, Math.max(0, rows));
    }
}
