package io.leeway.adaptation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** The bytes of an adapter as they are stored: their length (4 bytes), then the bytes, deflated. */
final class Compressed {
    private static final int LONGEST = 1 << 30;

    private Compressed() {}

    static byte[] of(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    static byte[] open(byte[] stored) {
        int length =
                stored.length < Integer.BYTES ? -1 : ByteBuffer.wrap(stored).getInt();
        if (length < 0 || length > LONGEST) {
            throw AdapterForm.corrupt("it should have " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored, Integer.BYTES, stored.length - Integer.BYTES);
            int done = inflater.inflate(bytes);
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
