package io.leeway.model;

/** A class that shows whether its code ran. */
public final class Hostile {
    static {
        System.setProperty("io.leeway.model.hostile", "ran");
    }

    private Hostile() {}
}
