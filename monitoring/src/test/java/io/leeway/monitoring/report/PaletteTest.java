package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast ratios of WCAG 2.2: text 4.5 to 1 (success criterion 1.4.3), lines and controls 3 to 1 (1.4.11). */
class PaletteTest {
    private static final Pattern COLOR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textCanBeReadOnEverySurface(String theme) {
        Map<String, String> colors = colors(theme);
        for (String surface : List.of("page", "card", "sunk")) {
            for (String text : List.of("ink", "soft", "accent", "limit")) {
                assertContrast(colors, text, surface, 4.5);
            }
        }
        Stream.of("good", "bad", "wait", "calm").forEach(badge -> assertContrast(colors, badge, badge + "-fill", 4.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void linesAndMarksStandOutFromTheCard(String theme) {
        Map<String, String> colors = colors(theme);
        Stream.concat(
                        IntStream.rangeClosed(1, TimeChart.MOST_SERIES).mapToObj(i -> "s" + i),
                        Stream.of("reference", "current", "focus", "good", "bad", "wait", "calm"))
                .forEach(line -> assertContrast(colors, line, "card", 3));
    }

    private static void assertContrast(Map<String, String> colors, String one, String another, double least) {
        double a = luminance(colors.getOrDefault(one, "missing"));
        double b = luminance(colors.getOrDefault(another, "missing"));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as("%s %s on %s %s", one, colors.get(one), another, colors.get(another))
                .isGreaterThanOrEqualTo(least);
    }

    private static double luminance(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static Map<String, String> colors(String theme) {
        String style = Assets.style();
        int dark = style.indexOf("@media (prefers-color-scheme: dark)");
        String rules = theme.equals("dark") ? style.substring(dark) : style.substring(0, dark);
        return COLOR.matcher(rules)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }
}
