package io.leeway.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.leeway.data.CsvRows.Options;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files as text, strictly, and says what is wrong with one that cannot be read on. */
final class CsvFiles {
    static final String QUOTES_HINT = "check its quotes: a quote that is part of a text must be doubled";

    private static final int BUFFER = 1 << 16;

    private CsvFiles() {}

    static boolean isGzip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static InputStream bytes(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!isGzip(file)) {
            return in;
        }
        try {
            return new GZIPInputStream(new BufferedInputStream(in, BUFFER), BUFFER);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    static Reader reader(Path file, Charset charset) throws IOException {
        return new InputStreamReader(bytes(file), strict(charset));
    }

    /** Words why the reading cannot go on behind a line. */
    static DataException unreadable(Options<?> options, long line, RuntimeException thrown) {
        Path file = options.file();
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CharacterCodingException) {
            return wrongBytes(options, cause);
        }
        if (cause instanceof CsvParseException) {
            String reason = "the line or the one after it is no CSV (RFC 4180): "
                    + String.valueOf(cause.getMessage()).strip();
            return new RowException(file, line, "", "", reason, QUOTES_HINT, cause);
        }
        if (cause instanceof EOFException) {
            return new DataException(file, "is cut short behind line " + line + ": its gzip has no end", cause);
        }
        if (cause instanceof ZipException) {
            return new DataException(file, "is no sound gzip, behind line " + line + ": " + cause.getMessage(), cause);
        }
        return new DataException(file, "cannot be read on behind line " + line + ": " + cause, cause);
    }

    /** Reads the file again to find the bytes: the reader's buffer hides where they are. */
    private static DataException wrongBytes(Options<?> options, Throwable cause) {
        String reason = "bytes that are not " + options.charset();
        String hint = "name the charset that it is written in by charset(...)";
        try (InputStream in = bytes(options.file())) {
            CharsetDecoder decoder = strict(options.charset());
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
            CharBuffer chars = CharBuffer.allocate(BUFFER);
            long line = 1;
            boolean end = false;
            while (!end) {
                int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = n < 0;
                bytes.position(bytes.position() + Math.max(0, n)).flip();
                CoderResult result;
                do {
                    result = decoder.decode(bytes, chars, end);
                    line += lines(chars);
                } while (result.isOverflow());
                if (result.isError()) {
                    byte[] wrong = new byte[Math.min(result.length(), bytes.remaining())];
                    bytes.get(wrong);
                    String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(wrong);
                    return new RowException(options.file(), line, "", hex, reason + " (" + hex + ")", hint, cause);
                }
                bytes.compact();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new DataException(options.file(), reason + "; " + hint, cause);
    }

    private static long lines(CharBuffer chars) {
        chars.flip();
        long lines = chars.chars().filter(c -> c == '\n').count();
        chars.clear();
        return lines;
    }
}
