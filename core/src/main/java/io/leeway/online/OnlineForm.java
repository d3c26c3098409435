package io.leeway.online;

import io.leeway.binary.BinaryForm;
import io.leeway.model.CorruptModelException;

/** How the byte form of online models refuses bytes. */
final class OnlineForm implements BinaryForm.Refusals {
    /** The byte form of online models. */
    static final BinaryForm FORM = new BinaryForm("LWON", 1, new OnlineForm());

    private OnlineForm() {}

    @Override
    public CorruptModelException otherForm(int length) {
        return corrupt(length, "they do not begin with LWON, or end at once");
    }

    @Override
    public CorruptModelException newer(int length, int given, int read) {
        return corrupt(length, "they have version " + given + " of it, and this leeway-core reads up to " + read);
    }

    @Override
    public CorruptModelException truncated(int length, long expected) {
        return corrupt(length, "they are cut short, of " + expected);
    }

    @Override
    public CorruptModelException corrupt(int length, String what) {
        return new CorruptModelException("the form of online models", length, what);
    }
}
