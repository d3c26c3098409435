package io.leeway.registry.contract.disk;

/** The simulated process ends here. An error, so that no code that handles exceptions takes notice. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class Killed extends Error {

    Killed(String where) {
        super(where);
    }
}
