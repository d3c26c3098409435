package io.leeway.registry;

import java.util.Locale;
import java.util.Set;

/** What a name or a text may look like. */
final class Text {

    /** Names of devices on Windows: a file or folder of such a name, with any ending, cannot be made there. */
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private Text() {}

    static String name(String kind, String value, int longest) {
        if (value.isEmpty()) {
            throw new InvalidValueException(kind, value, "it is empty");
        }
        if (value.length() > longest) {
            throw new InvalidValueException(
                    kind, value, "it has " + value.length() + " characters, at most " + longest + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                throw new InvalidValueException(
                        kind,
                        value,
                        "character " + (i + 1) + " (" + codePoint(value, i)
                                + ") is not allowed; use A-Z a-z 0-9 . _ - only");
            }
        }
        if (!isLetterOrDigit(value.charAt(0))) {
            throw new InvalidValueException(kind, value, "it must begin with a letter or a digit");
        }
        if (value.endsWith(".")) {
            throw new InvalidValueException(kind, value, "it must not end with a dot");
        }
        int dot = value.indexOf('.');
        String stem = (dot < 0 ? value : value.substring(0, dot)).toLowerCase(Locale.ROOT);
        if (DEVICES.contains(stem)) {
            throw new InvalidValueException(kind, value, "it is the name of a device on Windows");
        }
        return value;
    }

    static String key(String kind, String value) {
        if (value.isBlank()) {
            throw new InvalidValueException(kind, value, "it is blank");
        }
        if (value.length() > ModelArtifact.LONGEST_KEY) {
            throw new InvalidValueException(
                    kind,
                    value,
                    "it has " + value.length() + " characters, at most " + ModelArtifact.LONGEST_KEY + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidValueException(
                        kind, value, "character " + (i + 1) + " (" + codePoint(value, i) + ") is a control character");
            }
        }
        int broken = unpairedSurrogate(value);
        if (broken >= 0) {
            throw new InvalidValueException(
                    kind, value, "character " + (broken + 1) + " is half of a surrogate pair, which UTF-8 cannot hold");
        }
        return value;
    }

    static String text(String field, String value) {
        if (value.length() > ModelArtifact.LONGEST_TEXT) {
            throw new InvalidValueException(
                    field,
                    "it has " + value.length() + " characters, at most " + ModelArtifact.LONGEST_TEXT
                            + " are allowed; put larger things into the bytes");
        }
        int broken = unpairedSurrogate(value);
        if (broken >= 0) {
            throw new InvalidValueException(
                    field, "character " + (broken + 1) + " is half of a surrogate pair, which UTF-8 cannot hold");
        }
        return value;
    }

    private static int unpairedSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String codePoint(String value, int index) {
        return String.format(Locale.ROOT, "U+%04X", value.codePointAt(index));
    }

    /** The value in one line: what would break or colour the line is written as an escape. */
    static String oneLine(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int type = Character.getType(c);
            boolean breaks = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            out.append(breaks ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
        }
        return out.toString();
    }

    /** The value in quotes, with what a terminal or a log would misread written as escapes, shortened. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder("\"");
        int shown = Math.min(value.length(), 80);
        for (int i = 0; i < shown; i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append(shown < value.length() ? "...\"" : "\"").toString();
    }
}
