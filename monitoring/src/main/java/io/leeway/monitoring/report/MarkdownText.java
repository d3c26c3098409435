package io.leeway.monitoring.report;

/**
 * Writes text of any origin into Markdown such that it reads as it is: neither as Markdown nor as HTML nor as a formula.
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class MarkdownText {
    private MarkdownText() {}

    /**
     * Escapes a text for a line of Markdown or a cell of a table. Control characters, line feeds among them, become
     * spaces, and what would be markup, an entity, a mention or a formula of GitHub's becomes an escape.
     *
     * @param text any text
     * @return one line
     */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        String stripped = text.strip();
        for (int i = 0; i < stripped.length(); i++) {
            char each = stripped.charAt(i);
            switch (each) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '$' -> out.append("&#36;");
                case '@' -> out.append("&#64;");
                case '\\', '`', '*', '_', '[', ']', '~', '|', '#', '!' ->
                    out.append('\\').append(each);
                default -> out.append(Character.isISOControl(each) ? ' ' : each);
            }
        }
        return out.toString();
    }
}
