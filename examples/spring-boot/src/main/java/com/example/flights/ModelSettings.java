package com.example.flights;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The lines {@code model.*} of application.properties. Paths are texts, because Spring takes a relative {@code Path} for one
 * of the web application.
 *
 * @param name the name of the model in the registry
 * @param alias the alias that is served
 * @param folder where the registry and the log of flights are
 * @param history flights with outcomes that the first version is trained on
 * @param falseAlarmsAYear how often the monitor may raise a false alarm
 */
@ConfigurationProperties("model")
public record ModelSettings(String name, String alias, String folder, String history, double falseAlarmsAYear) {}
