package io.leeway.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes text on, without a byte order mark, and knows whether it ended within quotes: the parser takes the end of the file
 * for the closing quote, so that all lines behind a quote that was forgotten would be a single cell.
 */
final class QuoteReader extends FilterReader {
    private static final char QUOTE = '"';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private enum Place {
        START_OF_CELL,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char separator;
    private Place place = Place.START_OF_CELL;
    private boolean begun;
    private boolean ended;

    QuoteReader(Reader in, char separator) {
        super(in);
        this.separator = separator;
    }

    /** Whether the text is over and a quote was open. */
    boolean endedWithinQuotes() {
        return ended && place == Place.QUOTED;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        int n = read(one, 0, 1);
        return n < 0 ? n : one[0];
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int n = in.read(buffer, from, length);
        if (n > 0 && !begun) {
            begun = true;
            if (buffer[from] == BYTE_ORDER_MARK) {
                System.arraycopy(buffer, from + 1, buffer, from, n - 1);
                n--;
                if (n == 0 && length > 0) {
                    return read(buffer, from, length);
                }
            }
        }
        ended |= n < 0;
        follow(buffer, from, from + n);
        return n;
    }

    private void follow(char[] buffer, int from, int to) {
        boolean quoted = place == Place.QUOTED || place == Place.QUOTE_IN_QUOTED;
        if (from < to && !quoted && !hasQuote(buffer, from, to)) {
            place = endsCell(buffer[to - 1]) ? Place.START_OF_CELL : Place.PLAIN;
            return;
        }
        Place at = place;
        for (int i = from; i < to; i++) {
            char c = buffer[i];
            boolean ends = endsCell(c);
            at = switch (at) {
                case QUOTED -> c == QUOTE ? Place.QUOTE_IN_QUOTED : at;
                case QUOTE_IN_QUOTED -> c == QUOTE ? Place.QUOTED : ends ? Place.START_OF_CELL : Place.PLAIN;
                case START_OF_CELL -> c == QUOTE ? Place.QUOTED : ends ? at : Place.PLAIN;
                case PLAIN -> ends ? Place.START_OF_CELL : at;
            };
        }
        place = at;
    }

    private boolean endsCell(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private static boolean hasQuote(char[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == QUOTE) {
                return true;
            }
        }
        return false;
    }
}
