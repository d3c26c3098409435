package io.leeway.pipeline;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Keeps Tribuo's log lines of each training off the console, where the JDK prints them unless told otherwise. What the application says about
 * {@code org.tribuo}, before or after, holds.
 */
final class TribuoLog {

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        boolean chosen = TRIBUO.getLevel() != null
                || TRIBUO.getHandlers().length > 0
                || LogManager.getLogManager().getProperty("org.tribuo.level") != null;
        if (!chosen) {
            TRIBUO.setLevel(Level.WARNING);
        }
    }

    private TribuoLog() {}

    /** Sees to it, the first time; does nothing afterwards. */
    static void quiet() {
        // Loading the class has done it.
    }
}
