package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationFormatException.Reason;
import io.leeway.binary.BinaryForm;

/** How the byte form of adapters refuses bytes. */
final class AdapterForm implements BinaryForm.Refusals {
    /** Version 2 computes the same as version 1 in other steps, so that the last bits of answers differ. */
    private static final int VERSION = 2;

    /** The byte form of adapters. */
    private static final BinaryForm FORM = new BinaryForm("LWAD", VERSION, new AdapterForm());

    AdapterForm() {}

    static BinaryForm.Writer writer() {
        return FORM.writer();
    }

    /** Reads the envelope of an adapter of this version. */
    static BinaryForm.Reader open(byte[] bytes) {
        BinaryForm.Reader in = FORM.open(bytes);
        if (in.version() < VERSION) {
            throw older("version " + in.version() + " of its form");
        }
        return in;
    }

    static AdaptationFormatException older(String form) {
        return new AdaptationFormatException(
                Reason.OLDER_VERSION,
                "the adapter has " + form
                        + ", whose answers this library would not give again to the bit: read it by the leeway-core that wrote it, or begin anew");
    }

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
