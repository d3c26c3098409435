package io.leeway.registry.file;

/** The process ends here. An error, so that no code that handles exceptions takes notice. */
@SuppressWarnings("serial")
final class Killed extends Error {

    Killed(String where) {
        super(where);
    }
}
