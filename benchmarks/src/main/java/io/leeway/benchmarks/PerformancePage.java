package io.leeway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws the figures that were measured: tables in {@code docs/performance.md} and a chart for each in {@code docs/images}. */
public final class PerformancePage {
    private static final String BEGIN = "<!-- tables: begin -->\n";
    private static final String END = "<!-- tables: end -->\n";
    private static final int BAR = 16;
    private static final int TEXT = 420;
    private static final int WIDTH = 900;
    private static final Map<String, String> TITLES = titles();
    private static final Map<String, String> COLOURS = Map.of(
            "Leeway", "#2563eb", "MOA", "#d97706", "River", "#059669", "Evidently", "#dc2626", "NannyML", "#7c3aed");

    private PerformancePage() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("profile", "Profiling numbers");
        titles.put("compare", "Comparing and merging profiles of 200,000 rows");
        titles.put("stream", "Profiling a stream, with making its rows");
        titles.put("csv", "From a CSV file to a profile");
        titles.put("drift", "KS and a binned distance of raw columns against as many");
        titles.put("feature", "One feature of 1,000,000 numbers against as many");
        titles.put("memory", "Memory beyond the data for the same");
        titles.put("detectors", "Change detectors");
        titles.put("sequential", "Sequential tests");
        return titles;
    }

    /**
     * Writes the page.
     *
     * @param arguments the file of figures, the page, the folder of pictures
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<Measured>> charts = Files.readAllLines(Path.of(arguments[0])).stream()
                .filter(line -> !line.isBlank())
                .map(Measured::parse)
                .collect(Collectors.groupingBy(Measured::chart, LinkedHashMap::new, Collectors.toList()));
        charts.replaceAll((chart, figures) -> byWork(figures));
        StringBuilder tables = new StringBuilder();
        for (Map.Entry<String, String> title : TITLES.entrySet()) {
            List<Measured> figures = charts.getOrDefault(title.getKey(), List.of());
            if (!figures.isEmpty()) {
                String picture = "performance-" + title.getKey() + ".svg";
                Files.writeString(Path.of(arguments[2], picture), svg(title.getValue(), figures));
                tables.append(table(title.getValue(), picture, figures));
            }
        }
        Path page = Path.of(arguments[1]);
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, from) + tables + text.substring(text.indexOf(END)));
    }

    private static List<Measured> byWork(List<Measured> figures) {
        return figures.stream()
                .collect(Collectors.groupingBy(Measured::work, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** When the figures were measured, and with how many processes that wanted the processors. */
    private static String circumstances(List<Measured> figures) {
        String days = figures.stream().map(Measured::day).distinct().sorted().collect(Collectors.joining(" and "));
        DoubleSummaryStatistics load =
                figures.stream().mapToDouble(Measured::load).summaryStatistics();
        return String.format(
                Locale.ROOT,
                load.getMin() == load.getMax() ? "Measured on %s, load %.0f." : "Measured on %s, load %.0f to %.0f.",
                days,
                load.getMin(),
                load.getMax());
    }

    private static String table(String title, String picture, List<Measured> figures) {
        return String.format("## %s%n![%s](images/%s)%n%n", title, title, picture)
                + (ComparisonTable.suits(figures) ? new ComparisonTable(figures) : list(figures))
                + String.format("%n%s%n%n", circumstances(figures));
    }

    private static String list(List<Measured> figures) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                "| | library | %s |%n|---|---|---:|%n", figures.get(0).unit()));
        figures.forEach(each ->
                table.append(String.format("| %s | %s | %s |%n", each.work(), each.library(), number(each.value()))));
        return table.toString();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** Bars on a logarithmic scale, from half of the least. */
    private static String svg(String title, List<Measured> figures) {
        double least = figures.stream().mapToDouble(Measured::value).min().orElseThrow() / 2;
        double greatest = figures.stream().mapToDouble(Measured::value).max().orElseThrow();
        int height = (figures.size() + 2) * (BAR + 6);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.append(String.format(
                "<text x=\"10\" y=\"18\" font-weight=\"bold\">%s, %s (logarithmic)</text>%n",
                title, figures.get(0).unit()));
        int y = BAR + 14;
        for (Measured each : figures) {
            double share = Math.log(each.value() / least) / Math.log(greatest / least);
            long width = Math.round(share * (WIDTH - TEXT - 80));
            svg.append(String.format(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s, %s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%d\" y=\"%d\">%s</text>%n",
                    TEXT - 8,
                    y + BAR - 3,
                    each.work(),
                    each.library(),
                    TEXT,
                    y,
                    width,
                    BAR,
                    COLOURS.getOrDefault(each.library(), "#6b7280"),
                    TEXT + width + 6,
                    y + BAR - 3,
                    number(each.value())));
            y += BAR + 6;
        }
        return svg.append("</svg>\n").toString();
    }
}
