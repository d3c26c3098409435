package io.leeway.monitoring.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;

/** Values over time, a mark a column. */
final class TextLine implements TextPlot.Drawing {
    private final String name;
    private final SortedMap<Instant, Double> values;

    TextLine(String name, SortedMap<Instant, Double> values) {
        this.name = name;
        this.values = values;
    }

    @Override
    public String draw(int width, int height, boolean ascii) {
        double[] finite = values.values().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .toArray();
        int undefined = values.size() - finite.length;
        String title = name + ": "
                + (finite.length == 0
                        ? "no values"
                        : String.format(Locale.ROOT, "%,d value%s", finite.length, finite.length == 1 ? "" : "s"))
                + (undefined == 0 ? "" : String.format(Locale.ROOT, ", %,d undefined", undefined));
        if (finite.length == 0) {
            return TextBars.cut(title, width);
        }
        double least = Arrays.stream(finite).min().orElseThrow();
        double most = Arrays.stream(finite).max().orElseThrow();
        String top = Numbers.brief(most);
        String bottom = Numbers.brief(least);
        int label = Math.max(top.length(), bottom.length());
        double[] columns = columns(width - label - 2);
        StringBuilder out = new StringBuilder(TextBars.cut(title, width));
        for (int row = height - 1; row >= 0; row--) {
            String scale = row == height - 1 ? top : row == 0 && least < most ? bottom : "";
            StringBuilder line = new StringBuilder(" ".repeat(label - scale.length()))
                    .append(scale)
                    .append(ascii ? " |" : " │");
            for (double value : columns) {
                line.append(!Double.isNaN(value) && row(value, least, most, height) == row ? (ascii ? '*' : '•') : ' ');
            }
            out.append('\n').append(line.toString().stripTrailing());
        }
        return out.append('\n').append(axis(label + 2, width)).toString();
    }

    /** The row of a value, from 0 at the bottom; a constant is drawn at the top, where its label stands. */
    private static int row(double value, double least, double most, int height) {
        // Halved, so that the span of the two largest numbers is finite.
        double share = least < most ? (value / 2 - least / 2) / (most / 2 - least / 2) : 1;
        return (int) Math.round(Math.max(0, Math.min(1, share)) * (height - 1));
    }

    /** The mean of the values in each column, NaN where there is none. */
    private double[] columns(int count) {
        Instant first = values.firstKey();
        double span = first.until(values.lastKey(), ChronoUnit.MILLIS);
        double[] means = new double[count];
        int[] seen = new int[count];
        values.forEach((time, value) -> {
            if (Double.isFinite(value)) {
                double share = span > 0 ? first.until(time, ChronoUnit.MILLIS) / span : 0;
                int column = (int) Math.min(count - 1, Math.floor(share * count));
                seen[column]++;
                means[column] += (value - means[column]) / seen[column];
            }
        });
        for (int i = 0; i < count; i++) {
            means[i] = seen[i] == 0 ? Double.NaN : means[i];
        }
        return means;
    }

    private String axis(int indent, int width) {
        String first = values.firstKey().truncatedTo(ChronoUnit.SECONDS).toString();
        String last = values.lastKey().truncatedTo(ChronoUnit.SECONDS).toString();
        if (values.firstKey().equals(values.lastKey())) {
            return " ".repeat(indent) + first;
        }
        int gap = width - indent - first.length() - last.length();
        return gap < 1
                ? TextBars.cut(first + " to " + last, width)
                : " ".repeat(indent) + first + " ".repeat(gap) + last;
    }
}
