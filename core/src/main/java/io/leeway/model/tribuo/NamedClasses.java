package io.leeway.model.tribuo;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.leeway.model.CorruptModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds every text in a protobuf message that could name a class, whatever the message's type.
 *
 * <p>The wire format does not say whether a length-delimited field is a text, bytes or a message, so each is taken as all of
 * them. That finds too much (feature names, labels) and never too little: a text that the real parser can reach lies in a
 * field of a message that parses, at some depth, and each such field is visited. Groups are skipped, as the parser of a
 * message without groups skips them.
 */
final class NamedClasses {
    /** Deeper than any model of Tribuo, and far from the end of the stack. */
    private static final int MAX_DEPTH = 200;

    /** Longer than any class name in use; longer texts are descriptions. */
    private static final int MAX_NAME_BYTES = 1_000;

    private final byte[] bytes;
    private final Set<String> names = new LinkedHashSet<>();

    private NamedClasses(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the texts of a message that could name a class, in the order found.
     *
     * @throws CorruptModelException if the bytes are no protobuf message
     */
    static Set<String> in(byte[] bytes) {
        NamedClasses found = new NamedClasses(bytes);
        if (!found.collect(0, bytes.length, 0)) {
            throw new CorruptModelException(
                    TribuoFormat.FORM, bytes.length, "they break off or are no protobuf message");
        }
        return found.names;
    }

    private boolean collect(int from, int length, int depth) {
        if (depth > MAX_DEPTH) {
            throw new CorruptModelException(
                    TribuoFormat.FORM, bytes.length, "messages nest more than " + MAX_DEPTH + " deep");
        }
        CodedInputStream in = CodedInputStream.newInstance(bytes, from, length);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    if (!in.skipField(tag)) {
                        return false;
                    }
                    continue;
                }
                int fieldLength = in.readRawVarint32();
                int fieldFrom = from + in.getTotalBytesRead();
                in.skipRawBytes(fieldLength);
                addName(fieldFrom, fieldLength);
                collect(fieldFrom, fieldLength, depth + 1);
            }
            return true;
        } catch (IOException notAMessage) {
            return false;
        }
    }

    private void addName(int from, int length) {
        if (length == 0 || length > MAX_NAME_BYTES || !couldBeAName(from, length)) {
            return;
        }
        try {
            names.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString());
        } catch (CharacterCodingException notText) {
            // The parser refuses a text that is not UTF-8, so it can name nothing.
            return;
        }
    }

    /** No compiler writes these into a class's name, and {@code feature=value} texts are many. */
    private boolean couldBeAName(int from, int length) {
        for (int i = from; i < from + length; i++) {
            byte each = bytes[i];
            if (each >= 0 && each <= ' ' || each == '=' || each == '/' || each == ';' || each == '[') {
                return false;
            }
        }
        return true;
    }
}
