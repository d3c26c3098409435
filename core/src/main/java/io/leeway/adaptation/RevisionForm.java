package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The state of a revision as it is stored: magic {@code LWAR}, version 1, and the exclusive or of the adapter's bytes with those of its parent, or of nothing: which
 * bytes of it are not 0, one bit each, and these bytes, both deflated. The adapter's own checksum tells whether the parent was the right one.
 *
 * <p>What was stored before there was this form begins with its length; it is refused, because it holds an adapter of version 1.
 */
final class RevisionForm {
    private static final BinaryForm FORM = new BinaryForm("LWAR", 1, new AdapterForm());
    private static final int LONGEST = 1 << 30;
    /** Lengths were less than 2^30. */
    private static final int FIRST_BYTE = 'L';

    private RevisionForm() {}

    /** Stores an adapter's bytes as what they differ by from those of another one; null for all of them. */
    static byte[] of(byte[] bytes, byte @Nullable [] parent) {
        byte[] mask = new byte[(bytes.length + Byte.SIZE - 1) / Byte.SIZE];
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            int differs = bytes[i] ^ (parent == null || i >= parent.length ? 0 : parent[i]);
            if (differs != 0) {
                mask[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
                rest.write(differs);
            }
        }
        BinaryForm.Writer out = FORM.writer();
        out.number(parent == null ? 0 : 1);
        out.number(bytes.length);
        out.number(rest.size());
        out.bytes(deflated(mask));
        out.bytes(deflated(rest.toByteArray()));
        return out.toBytes();
    }

    /** Whether the parent's bytes are needed. */
    static boolean isDifference(byte[] stored) {
        return isCurrent(stored) && FORM.open(stored).number(1) == 1;
    }

    private static boolean isCurrent(byte[] stored) {
        return stored.length > 0 && stored[0] == FIRST_BYTE;
    }

    /** Returns an adapter's bytes. */
    static byte[] open(byte[] stored, byte @Nullable [] parent) {
        if (!isCurrent(stored)) {
            throw AdapterForm.older("the form before LWAR");
        }
        BinaryForm.Reader in = FORM.open(stored);
        in.number(1);
        byte[] bytes = new byte[in.number(LONGEST)];
        int count = in.number(bytes.length);
        byte[] mask = inflated(in.bytes(), (bytes.length + Byte.SIZE - 1) / Byte.SIZE);
        byte[] rest = inflated(in.bytes(), count);
        in.end();
        int next = 0;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = parent == null || i >= parent.length ? 0 : parent[i];
            if ((mask[i / Byte.SIZE] >> i % Byte.SIZE & 1) != 0) {
                if (next == count) {
                    throw AdapterForm.corrupt("more than " + count + " bytes differ");
                }
                bytes[i] ^= rest[next++];
            }
        }
        return bytes;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[1 << 12];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] deflated, int length) {
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            int done = 0;
            while (done < length && !inflater.finished()) {
                int more = inflater.inflate(bytes, done, length - done);
                if (more == 0) {
                    break;
                }
                done += more;
            }
            if (done != length) {
                throw AdapterForm.corrupt("it has " + done + " bytes and should have " + length);
            }
        } catch (DataFormatException e) {
            throw AdapterForm.corrupt(String.valueOf(e.getMessage()));
        } finally {
            inflater.end();
        }
        return bytes;
    }
}
