package io.leeway.registry.file;

import java.io.IOException;

/** The disk did not confirm what was written: what is on it is unknown, and asking again would not tell. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
final class ForceFailedException extends IOException {

    ForceFailedException(String place, IOException cause) {
        super("The disk did not confirm what was written to " + place + " (" + cause + ")", cause);
    }
}
