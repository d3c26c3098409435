package io.leeway.model;

/** Its name is as long as that of Tribuo's model provenance, whose place it takes in a forged model. */
public final class HostileOfTheSameLengt {
    static {
        System.setProperty("io.leeway.model.hostile", "ran");
    }

    private HostileOfTheSameLengt() {}
}
