package io.leeway.monitoring.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A line chart over time, with vertical marks for events and horizontal lines for limits.
 *
 * <p>Immutable: each method returns a new chart. Each series may have its own times; all share one axis. A NaN is a
 * gap.
 *
 * <pre>{@code
 * TimeChart.titled("Log loss")
 *         .caption("Over the newest 5,000 labelled rows.")
 *         .series("Leeway", days, leeway)
 *         .series("never retrained", days, frozen)
 *         .limit("base rate", 0.575)
 *         .events(List.of(Event.of(at, EventKind.PROMOTED, "v7")));
 * }</pre>
 */
public final class TimeChart {
    /** The maximum number of series of a chart, which a reader can still distinguish. */
    public static final int MOST_SERIES = 8;

    private final String title;
    private final String caption;
    private final Format format;
    private final boolean fromZero;
    private final List<Line> lines;
    private final List<Limit> limits;
    private final List<Event> events;

    private enum Format {
        NUMBER,
        PERCENT
    }

    private record Line(
            String name, List<Instant> times, double[] values, double[] lower, double[] upper, boolean range) {
        boolean hasBand() {
            return lower.length > 0;
        }
    }

    private record Limit(String name, double value) {}

    private TimeChart(
            String title,
            String caption,
            Format format,
            boolean fromZero,
            List<Line> lines,
            List<Limit> limits,
            List<Event> events) {
        this.title = title;
        this.caption = caption;
        this.format = format;
        this.fromZero = fromZero;
        this.lines = lines;
        this.limits = limits;
        this.events = events;
    }

    /**
     * Returns a chart without lines.
     *
     * @param title the title
     * @return the chart
     */
    public static TimeChart titled(String title) {
        return new TimeChart(
                Objects.requireNonNull(title, "title"), "", Format.NUMBER, false, List.of(), List.of(), List.of());
    }

    /**
     * Sets the caption below the title; the default is none.
     *
     * @param caption a sentence or two
     * @return the new chart
     */
    public TimeChart caption(String caption) {
        Objects.requireNonNull(caption, "caption");
        return new TimeChart(title, caption, format, fromZero, lines, limits, events);
    }

    /**
     * Formats values as percentages (0.12 as 12 %); the default is plain numbers.
     *
     * @return the new chart
     */
    public TimeChart percent() {
        return new TimeChart(title, caption, Format.PERCENT, fromZero, lines, limits, events);
    }

    /**
     * Starts the vertical axis at zero; the default fits it to the values.
     *
     * @return the new chart
     */
    public TimeChart fromZero() {
        return new TimeChart(title, caption, format, true, lines, limits, events);
    }

    /**
     * Adds a line.
     *
     * @param name its name in the legend; the first line is emphasised
     * @param times when each value was measured, strictly increasing
     * @param values as many values as times; NaN is a gap
     * @return the new chart
     * @throws IllegalArgumentException if the lengths differ, the times do not increase, or the chart has
     *     {@value #MOST_SERIES} series already
     */
    public TimeChart series(String name, List<Instant> times, double... values) {
        return with(new Line(name, List.copyOf(times), values.clone(), new double[0], new double[0], false));
    }

    /**
     * Adds a line within a band, such as a confidence interval.
     *
     * @param name its name in the legend; the first line is emphasised
     * @param times when each value was measured, strictly increasing
     * @param values as many values as times; NaN is a gap
     * @param lower the lower edge of the band at each time
     * @param upper the upper edge of the band at each time
     * @return the new chart
     * @throws IllegalArgumentException if the lengths differ, the times do not increase, or the chart has
     *     {@value #MOST_SERIES} series already
     */
    public TimeChart series(String name, List<Instant> times, double[] values, double[] lower, double[] upper) {
        return banded(name, times, values, lower, upper, false);
    }

    /**
     * Adds a line before a grey band, the range in which it lies when nothing is wrong, which has nothing to do with the line's own precision.
     *
     * @param name its name in the legend; the first line is emphasised
     * @param times when each value was measured, strictly increasing
     * @param values as many values as times; NaN is a gap
     * @param lower the lower edge of the range at each time
     * @param upper the upper edge of the range at each time
     * @return the new chart
     * @throws IllegalArgumentException if the lengths differ, the times do not increase, or the chart has
     *     {@value #MOST_SERIES} series already
     */
    public TimeChart range(String name, List<Instant> times, double[] values, double[] lower, double[] upper) {
        return banded(name, times, values, lower, upper, true);
    }

    private TimeChart banded(
            String name, List<Instant> times, double[] values, double[] lower, double[] upper, boolean range) {
        if (lower.length != values.length || upper.length != values.length) {
            throw new IllegalArgumentException("series \"" + name + "\" has " + values.length + " values, but "
                    + lower.length + " lower and " + upper.length + " upper edges");
        }
        return with(new Line(name, List.copyOf(times), values.clone(), lower.clone(), upper.clone(), range));
    }

    /**
     * Adds a horizontal line.
     *
     * @param name its name, such as {@code "alarm at 0.2"}
     * @param value its value, finite
     * @return the new chart
     */
    public TimeChart limit(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("limit \"" + name + "\" must be finite, was " + value);
        }
        List<Limit> more = append(limits, new Limit(Objects.requireNonNull(name, "name"), value));
        return new TimeChart(title, caption, format, fromZero, lines, more, events);
    }

    /**
     * Adds events as vertical marks.
     *
     * @param more the events, in any order
     * @return the new chart
     */
    public TimeChart events(List<Event> more) {
        List<Event> all = Stream.concat(events.stream(), more.stream()).toList();
        return new TimeChart(title, caption, format, fromZero, lines, limits, all);
    }

    private TimeChart with(Line line) {
        Objects.requireNonNull(line.name, "name");
        if (line.times.size() != line.values.length) {
            throw new IllegalArgumentException("series \"" + line.name + "\" has " + line.times.size() + " times and "
                    + line.values.length + " values");
        }
        for (int i = 1; i < line.times.size(); i++) {
            if (!line.times.get(i).isAfter(line.times.get(i - 1))) {
                throw new IllegalArgumentException("the times of series \"" + line.name + "\" must rise, but "
                        + line.times.get(i) + " follows " + line.times.get(i - 1));
            }
        }
        if (lines.size() == MOST_SERIES) {
            throw new IllegalArgumentException("chart \"" + title + "\" has " + MOST_SERIES
                    + " series, the most that can be told apart; use a second chart for \"" + line.name + "\"");
        }
        return new TimeChart(title, caption, format, fromZero, append(lines, line), limits, events);
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return List.copyOf(all);
    }

    /** Whether its one line is that of a score. */
    boolean isOf(String series) {
        return lines.size() == 1 && lines.get(0).name.equals(series);
    }

    void render(Page page) {
        Figures.render(page, "chart", "time", title, caption, description(page), data());
    }

    /** Only the drawing, with what it shows as its one line of text. */
    void renderSmall(Page page) {
        page.html().element("div", "class", "over-time").line("h4", title);
        Figures.plot(page, "small", description(page), data());
        page.html().end();
    }

    private Map<String, Object> data() {
        List<Instant> times = new ArrayList<>(new TreeSet<>(
                lines.stream().flatMap(line -> line.times.stream()).toList()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", "time");
        data.put("title", title);
        data.put("percent", format == Format.PERCENT);
        data.put("fromZero", fromZero);
        data.put("x", times.stream().map(TimeChart::seconds).toList());
        data.put("series", lines.stream().map(line -> series(line, times)).toList());
        data.put("limits", limits.stream().map(TimeChart::line).toList());
        data.put(
                "events",
                events.stream().sorted(Event.ORDER).map(TimeChart::mark).toList());
        return data;
    }

    // Not Map.of: its order differs from one run of the JVM to the next, and the bytes of a report must not.
    private static Map<String, Object> line(Limit limit) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("label", limit.name);
        data.put("y", limit.value);
        return data;
    }

    private static Map<String, Object> mark(Event event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("x", seconds(event.at()));
        data.put("kind", event.kind().id());
        data.put("word", event.kind().word());
        data.put("label", event.label());
        return data;
    }

    private static Map<String, Object> series(Line line, List<Instant> times) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("label", line.name);
        data.put("sparse", line.times.size() < times.size());
        data.put("y", align(line, line.values, times));
        if (line.hasBand()) {
            data.put("lower", align(line, line.lower, times));
            data.put("upper", align(line, line.upper, times));
            data.put("range", line.range);
        }
        return data;
    }

    private static double[] align(Line line, double[] values, List<Instant> times) {
        if (line.times.size() == times.size()) {
            return values;
        }
        double[] aligned = new double[times.size()];
        Arrays.fill(aligned, Double.NaN);
        for (int i = 0, at = 0; i < values.length; i++) {
            while (times.get(at).isBefore(line.times.get(i))) {
                at++;
            }
            aligned[at] = values[i];
        }
        return aligned;
    }

    private static long seconds(Instant at) {
        return at.getEpochSecond();
    }

    /** What the picture shows, for those who cannot see it. */
    private String description(Page page) {
        StringBuilder text = new StringBuilder("Line chart: ").append(title).append('.');
        for (Line line : lines) {
            double[] known = Arrays.stream(line.values).filter(Double::isFinite).toArray();
            text.append(' ').append(line.name).append(": ");
            if (known.length == 0) {
                text.append("no values.");
                continue;
            }
            text.append(known.length)
                    .append(known.length == 1 ? " value" : " values")
                    .append(" from ")
                    .append(page.day(line.times.get(0)))
                    .append(" to ")
                    .append(page.day(line.times.get(line.times.size() - 1)))
                    .append(", first ")
                    .append(write(known[0]))
                    .append(", last ")
                    .append(write(known[known.length - 1]))
                    .append(", lowest ")
                    .append(write(Arrays.stream(known).min().orElseThrow()))
                    .append(", highest ")
                    .append(write(Arrays.stream(known).max().orElseThrow()))
                    .append('.');
        }
        if (!events.isEmpty()) {
            text.append(' ')
                    .append(events.size())
                    .append(events.size() == 1 ? " event is marked." : " events are marked.");
        }
        return text.toString();
    }

    private String write(double value) {
        return format == Format.PERCENT ? Numbers.percent(value) : Numbers.plain(value);
    }
}
