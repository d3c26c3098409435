package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationFormatException.Reason;
import io.leeway.binary.BinaryForm;

/** How the byte form of adapters refuses bytes. */
final class AdapterForm implements BinaryForm.Refusals {
    /** The byte form of adapters. */
    static final BinaryForm FORM = new BinaryForm("LWAD", 1, new AdapterForm());

    AdapterForm() {}

    @Override
    public AdaptationFormatException otherForm(int length) {
        return new AdaptationFormatException(
                Reason.NOT_AN_ADAPTER, "the bytes are not an adapter: they do not begin with LWAD");
    }

    @Override
    public AdaptationFormatException newer(int length, int given, int read) {
        return new AdaptationFormatException(
                Reason.NEWER_VERSION,
                "the adapter has version " + given + " of its form, and this library reads up to " + read
                        + ": use a newer leeway-core");
    }

    @Override
    public AdaptationFormatException truncated(int length, long expected) {
        return new AdaptationFormatException(
                Reason.TRUNCATED, "the adapter is cut short: " + length + " bytes of " + expected);
    }

    @Override
    public AdaptationFormatException corrupt(int length, String what) {
        return corrupt(what);
    }

    static AdaptationFormatException corrupt(String what) {
        return new AdaptationFormatException(
                Reason.CORRUPT,
                "the adapter is corrupt: " + what
                        + ". Read the bytes again from where they were stored, or begin anew.");
    }
}
