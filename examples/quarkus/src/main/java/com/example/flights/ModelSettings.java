package com.example.flights;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The lines {@code model.*} of application.properties. */
@ConfigMapping(prefix = "model")
public interface ModelSettings {
    /** The name of the model in the registry. */
    String name();

    /** The alias that is served. */
    String alias();

    /** The folder of the registry and of the log of flights. */
    Path folder();

    /** Flights with outcomes that the first version is trained on. */
    Path history();

    /** How often the monitor may raise a false alarm. */
    double falseAlarmsAYear();
}
