package io.leeway.onnx;

/** Text out of a model, for messages: in one line and not too long, because its author may be a stranger. */
final class Excerpt {
    private static final int MOST = 300;

    private Excerpt() {}

    static String of(Object text) {
        String whole = String.valueOf(text);
        String some = whole.length() <= MOST ? whole : whole.substring(0, MOST) + "...";
        StringBuilder line = new StringBuilder(some.length());
        some.codePoints().forEach(each -> line.appendCodePoint(isLegible(each) ? each : ' '));
        return line.toString();
    }

    private static boolean isLegible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
