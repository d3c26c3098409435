package io.leeway.examples.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where text goes and what can be done there.
 *
 * @param out the stream
 * @param interactive whether a person watches, so that a line may be rewritten and coloured
 * @param unicode whether more than ASCII can be written
 * @param width how many characters a line holds
 */
public record Terminal(PrintStream out, boolean interactive, boolean unicode, int width) {
    /** The width where nothing says otherwise. */
    public static final int DEFAULT_WIDTH = 100;

    private static final int NARROWEST = 60;
    private static final int WIDEST = 120;

    /**
     * What standard output is: a terminal where a person's console is there and {@code TERM} names one that can move its cursor.
     *
     * @return the terminal
     */
    public static Terminal detect() {
        Console console = System.console();
        boolean watched = console != null && isTerminal(console);
        Charset charset = console != null && watched ? orUtf8(console.charset()) : StandardCharsets.UTF_8;
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        return of(out, watched, System.getenv(), charset);
    }

    /** A container without a locale says ASCII, but its terminal understands UTF-8, which is ASCII and more. */
    private static Charset orUtf8(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** From Java 22 on there is a console even where output goes to a file, and a method that tells; before, neither. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot ask the console what it is", e);
        }
    }

    /** A stream that is no terminal. */
    public static Terminal plain(PrintStream out) {
        return new Terminal(out, false, true, DEFAULT_WIDTH);
    }

    static Terminal of(PrintStream out, boolean console, Map<String, String> environment, Charset charset) {
        String term = environment.getOrDefault("TERM", "dumb");
        boolean interactive = console && !term.equals("dumb") && !environment.containsKey("CI");
        boolean unicode = charset.newEncoder().canEncode("█░▲±");
        return new Terminal(out, interactive, unicode, width(environment.getOrDefault("COLUMNS", "")));
    }

    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{0,4}")
                ? Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)))
                : DEFAULT_WIDTH;
    }
}
