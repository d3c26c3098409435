package io.leeway.adaptation;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of an adapter as they were stored before there was {@link RevisionForm}: their length (4 bytes), then the bytes, deflated. */
final class Compressed {
    private static final int LONGEST = 1 << 30;

    private Compressed() {}

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
