package io.leeway.monitoring.report;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plot as text, for JShell, logs and terminals: it prints itself.
 *
 * <pre>{@code
 * TextPlot.histogram(summer.numeric("distance"))
 * TextPlot.compare(winter, summer, "temp").width(100)
 * TextPlot.line("logLoss", logLossByTime).height(8)
 * }</pre>
 *
 * <p>Values are drawn with the block characters of Unicode where standard output can show them, and with ASCII
 * characters elsewhere ({@link #ascii()}). Features without values and constants have plots, too. Immutable; drawing
 * costs a few microseconds a line and changes nothing.
 */
public final class TextPlot {

    /** The default width of a line: 80 characters. */
    public static final int DEFAULT_WIDTH = 80;

    /** The default height of the area of a line plot: 12 lines. */
    public static final int DEFAULT_HEIGHT = 12;

    private static final int LEAST_WIDTH = 40;
    private static final int LEAST_HEIGHT = 3;

    /** What is drawn, on a canvas of any size. */
    interface Drawing {
        String draw(int width, int height, boolean ascii);
    }

    private final Drawing drawing;
    private final int width;
    private final int height;
    private final boolean ascii;

    private TextPlot(Drawing drawing, int width, int height, boolean ascii) {
        this.drawing = drawing;
        this.width = width;
        this.height = height;
        this.ascii = ascii;
    }

    private static TextPlot of(Drawing drawing) {
        return new TextPlot(drawing, DEFAULT_WIDTH, DEFAULT_HEIGHT, !showsBlocks(System.getProperties()::getProperty));
    }

    /** Whether standard output can show blocks, by what the JVM knows of it; older ones know only the default charset. */
    static boolean showsBlocks(java.util.function.UnaryOperator<String> property) {
        String name = property.apply("stdout.encoding");
        name = name == null ? property.apply("sun.stdout.encoding") : name;
        try {
            Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
            return charset.canEncode() && charset.newEncoder().canEncode('█');
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }

    /**
     * Draws the distribution of a number: bins of equal width, of which the outermost hold the tails, or a bar for each
     * value if there are few whole numbers.
     *
     * @param profile the numbers
     * @return the plot
     */
    public static TextPlot histogram(NumericProfile profile) {
        return of(TextBars.of(Distributions.numeric("values", profile, NumericProfile.empty()), profile));
    }

    /**
     * Draws how frequent the ten most frequent categories are.
     *
     * @param profile the categories
     * @return the plot
     */
    public static TextPlot histogram(CategoricalProfile profile) {
        return of(TextBars.of(Distributions.categorical("values", profile, CategoricalProfile.empty()), profile));
    }

    /**
     * Draws the distributions of a feature in two profiles side by side, in the same bins.
     *
     * @param reference a profile that has the feature
     * @param current another one
     * @param feature the feature
     * @return the plot
     * @throws io.leeway.monitoring.profile.ProfileException if a profile lacks the feature, or they differ in its type
     */
    public static TextPlot compare(Profile reference, Profile current, String feature) {
        return of(TextBars.of(
                FeatureComparison.between(feature, reference, current),
                reference.feature(feature),
                current.feature(feature)));
    }

    /**
     * Draws a number over time. Where several values share a column, their mean is drawn; values that are not finite are
     * counted in the title and leave a gap.
     *
     * @param name what the values are, for the title
     * @param values the values by time, such as a metric of each window of a monitor
     * @return the plot
     */
    public static TextPlot line(String name, Map<Instant, Double> values) {
        return of(new TextLine(name, new TreeMap<>(values)));
    }

    /**
     * Sets the width of lines; the default is {@value #DEFAULT_WIDTH}.
     *
     * @param characters at least 40
     * @return a new plot
     * @throws IllegalArgumentException if the width is less than 40
     */
    public TextPlot width(int characters) {
        if (characters < LEAST_WIDTH) {
            throw new IllegalArgumentException(
                    "a plot needs " + LEAST_WIDTH + " characters or more, but got " + characters);
        }
        return new TextPlot(drawing, characters, height, ascii);
    }

    /**
     * Sets the height of the area of a line plot; the default is {@value #DEFAULT_HEIGHT}. Histograms have a line for
     * each bar.
     *
     * @param lines at least 3
     * @return a new plot
     * @throws IllegalArgumentException if the height is less than 3
     */
    public TextPlot height(int lines) {
        if (lines < LEAST_HEIGHT) {
            throw new IllegalArgumentException("a plot needs " + LEAST_HEIGHT + " lines or more, but got " + lines);
        }
        return new TextPlot(drawing, width, lines, ascii);
    }

    /**
     * Draws with ASCII characters, which every terminal shows.
     *
     * @return a new plot
     */
    public TextPlot ascii() {
        return new TextPlot(drawing, width, height, true);
    }

    /**
     * Draws with the block characters of Unicode.
     *
     * @return a new plot
     */
    public TextPlot unicode() {
        return new TextPlot(drawing, width, height, false);
    }

    /** Returns the plot, several lines without a line feed at the end; no line is wider than the width. */
    @Override
    public String toString() {
        String drawn = drawing.draw(width, height, ascii);
        return ascii ? plain(drawn) : drawn;
    }

    /** The signs that numbers are written with, and names of features in other scripts, as ASCII. */
    static String plain(String text) {
        return text.replace('−', '-').replace('–', '-').replace("∞", "inf").replaceAll("[^\\p{ASCII}]", "?");
    }
}
