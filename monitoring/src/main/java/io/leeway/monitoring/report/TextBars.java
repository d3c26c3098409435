package io.leeway.monitoring.report;

import io.leeway.monitoring.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Horizontal bars of one distribution, or of two in the same bins. */
final class TextBars implements TextPlot.Drawing {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final int SHARE = 7;
    private static final int LONGEST_LABEL = 24;
    private static final String GAP = "  ";

    private final String title;
    private final List<String> labels;
    private final List<String> heads;
    private final List<double[]> sides;

    private TextBars(String title, List<String> labels, List<String> heads, List<double[]> sides) {
        this.title = title;
        this.labels = labels;
        this.heads = heads;
        this.sides = sides;
    }

    static TextBars of(FeatureComparison bars, FeatureProfile profile) {
        return new TextBars(summary(profile), labels(bars), List.of(""), List.of(bars.reference()));
    }

    static TextBars of(FeatureComparison bars, FeatureProfile reference, FeatureProfile current) {
        return new TextBars(
                bars.name(),
                labels(bars),
                List.of("reference: " + summary(reference), "current: " + summary(current)),
                List.of(bars.reference(), bars.current()));
    }

    private static String summary(FeatureProfile profile) {
        String values = String.format(Locale.ROOT, "%,d value%s", profile.count(), profile.count() == 1 ? "" : "s");
        return profile.missing() == 0
                ? values
                : values + String.format(Locale.ROOT, ", %,d missing", profile.missing());
    }

    /** Of bins, their two edges; else their places. */
    private static List<String> labels(FeatureComparison bars) {
        List<String> labels = bars.labels();
        if (labels.size() == bars.reference().length) {
            return labels;
        }
        int left = labels.stream().mapToInt(String::length).max().orElse(0);
        List<String> ranges = new ArrayList<>();
        for (int i = 1; i < labels.size(); i++) {
            ranges.add(" ".repeat(left - labels.get(i - 1).length()) + labels.get(i - 1) + " to "
                    + " ".repeat(left - labels.get(i).length()) + labels.get(i));
        }
        return ranges;
    }

    @Override
    public String draw(int width, int height, boolean ascii) {
        List<String> places = ascii ? labels.stream().map(TextPlot::plain).toList() : labels;
        int label = Math.min(
                Math.min(LONGEST_LABEL, width / 3),
                places.stream().mapToInt(String::length).max().orElse(0));
        int side = (width - label) / sides.size();
        int longest = side - GAP.length() - 1 - SHARE;
        double most = sides.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(share -> share > 0)
                .max()
                .orElse(1);
        StringBuilder out = new StringBuilder(cut(title, width));
        if (sides.size() > 1) {
            out.append('\n')
                    .append(heads.stream()
                            .map(head -> GAP + padded(cut(head, side - GAP.length()), side - GAP.length()))
                            .collect(Collectors.joining("", " ".repeat(label), ""))
                            .stripTrailing());
        }
        for (int i = 0; i < places.size(); i++) {
            StringBuilder line = new StringBuilder(padded(cut(places.get(i), label), label));
            for (double[] shares : sides) {
                String share = String.format(Locale.ROOT, "%.1f %%", 100 * shares[i]);
                line.append(GAP)
                        .append(padded(bar(shares[i] / most, longest, ascii) + " " + share, side - GAP.length()));
            }
            out.append('\n').append(line.toString().stripTrailing());
        }
        return out.toString();
    }

    /** A bar with its end in eighths of a character; what is there is seen, however small. */
    static String bar(double share, int longest, boolean ascii) {
        if (share <= 0) {
            return "";
        }
        if (ascii) {
            return "#".repeat((int) Math.max(1, Math.round(share * longest)));
        }
        int eighths = (int) Math.max(1, Math.round(share * longest * 8));
        String end = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return "█".repeat(eighths / 8) + end;
    }

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "~";
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }
}
