package io.leeway.monitoring.report;

import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.NaturalVariation;
import java.util.Objects;
import java.util.Optional;

/**
 * A window of a monitor beside what it was compared with, which another champion may change.
 *
 * @param window what the monitor found
 * @param reference the profile that it was compared with, such as {@link io.leeway.monitoring.ModelMonitor#reference}
 * @param variation what the reference's own blocks differ by, such as {@link io.leeway.monitoring.ModelMonitor#variation}; empty if that is not known
 */
public record WatchedWindow(MonitoringSnapshot window, Profile reference, Optional<NaturalVariation> variation) {
    /**
     * Creates a window.
     *
     * @param window see the record
     * @param reference see the record
     * @param variation see the record
     */
    public WatchedWindow {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(variation, "variation");
    }
}
