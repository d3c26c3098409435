package io.leeway.schema;

/** Reads JSON (RFC 8259) token by token and says where it is wrong. */
final class JsonCursor {
    private final String text;
    private int at;

    JsonCursor(String text) {
        this.text = text;
    }

    SchemaFormatException wrong(String problem) {
        String before = text.substring(0, Math.min(at, text.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new SchemaFormatException(line, before.length() - before.lastIndexOf('\n'), problem);
    }

    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    boolean at(char wanted) {
        return next() == wanted;
    }

    /** Steps over a character if it comes next. */
    boolean take(char wanted) {
        boolean there = at(wanted);
        at += there ? 1 : 0;
        return there;
    }

    void require(char wanted) {
        if (!take(wanted)) {
            throw wrong("expected '" + wanted + "' here, " + found());
        }
    }

    void requireEnd() {
        if (next() != '\0' || at < text.length()) {
            throw wrong("expected the end of the text here, " + found());
        }
    }

    private String found() {
        return at >= text.length() ? "but the text ends" : "found '" + text.charAt(at) + "'";
    }

    boolean truth() {
        next();
        for (boolean value : new boolean[] {true, false}) {
            if (text.startsWith(String.valueOf(value), at)) {
                at += String.valueOf(value).length();
                return value;
            }
        }
        throw wrong("expected true or false here, " + found());
    }

    int whole() {
        next();
        int from = at;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && at - from < 9) {
            at++;
        }
        if (at == from) {
            throw wrong("expected a whole number here, " + found());
        }
        return Integer.parseInt(text.substring(from, at));
    }

    String string() {
        require('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                at--;
                throw wrong("a text holds a control character: escape it, as \\n");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a text never ends: its closing quote is missing");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("no escape of JSON: \\" + c);
        };
    }

    private char unicode() {
        String digits = text.substring(at, Math.min(text.length(), at + 4));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw wrong("\\u needs four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }
}
