package io.leeway.testing;

import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.report.MarkdownText;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures as Markdown with tables, as GitHub and Azure render it. What failed comes first.
 *
 * <p>GitHub takes a summary of at most 1 MiB, so a table ends after {@value #MOST_ROWS} rows and says how many follow.
 */
final class MarkdownSummary {
    static final int MOST_ROWS = 500;
    private static final int LONGEST_CELL = 400;

    private MarkdownSummary() {}

    static String of(List<TestFigure> figures, SortedMap<String, List<String>> purposes, int handled) {
        List<TestFigure> failed =
                figures.stream().filter(each -> !each.figure().passed()).toList();
        List<TestFigure> passed =
                figures.stream().filter(each -> each.figure().passed()).toList();
        StringBuilder text = new StringBuilder("## Model checks: ").append(headline(failed.size(), figures.size()));
        if (!failed.isEmpty()) {
            text.append("\n### Failed\n\n");
            table(text, failed, true);
        }
        if (!passed.isEmpty()) {
            text.append("\n### Passed\n\n");
            table(text, passed, false);
        }
        if (!purposes.isEmpty()) {
            text.append("\n### What the models are for\n\n");
            purposes.forEach((model, lines) -> {
                text.append("- ").append(cell(model)).append('\n');
                lines.forEach(each -> text.append("  - ").append(cell(each)).append('\n'));
            });
        }
        if (handled > 0) {
            text.append(String.format(
                    Locale.ROOT, "\nLeft out: %,d failed in tests that passed, because they expected it.\n", handled));
        }
        return text.toString();
    }

    private static String headline(int failed, int all) {
        if (all == 0) {
            return "none were made\n";
        }
        return failed == 0
                ? String.format(Locale.ROOT, "all %,d passed%n", all).replace("\r", "")
                : String.format(Locale.ROOT, "%,d of %,d failed%n", failed, all).replace("\r", "");
    }

    private static void table(StringBuilder text, List<TestFigure> figures, boolean withReasons) {
        text.append("| Metric | Value | Interval | Threshold | Verdict | Model | Test |")
                .append(withReasons ? " Why |\n" : "\n");
        text.append("|---|---:|---|---|---|---|---|").append(withReasons ? "---|\n" : "\n");
        for (TestFigure each : figures.subList(0, Math.min(MOST_ROWS, figures.size()))) {
            Figure figure = each.figure();
            text.append("| ").append(cell(figure.metric()));
            text.append(" | ").append(cell(figure.observed()));
            text.append(" | ").append(cell(interval(figure.interval())));
            text.append(" | ").append(cell(figure.limit()));
            text.append(" | ").append(figure.passed() ? "passed" : "**failed**");
            text.append(" | ").append(cell(about(figure.subject())));
            text.append(" | ").append(cell(each.shortName())).append(" |");
            if (withReasons) {
                text.append(' ').append(cell(figure.explanation())).append(" |");
            }
            text.append('\n');
        }
        if (figures.size() > MOST_ROWS) {
            text.append(String.format(Locale.ROOT, "\n%,d more are in `metrics.txt`.\n", figures.size() - MOST_ROWS));
        }
    }

    private static String about(Figure.Subject subject) {
        String model = subject.modelAndVersion().strip();
        return subject.description().isEmpty()
                ? model
                : model.isEmpty() ? subject.description() : model + ", " + subject.description();
    }

    static String interval(@Nullable Interval interval) {
        return interval == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s to %s (%s%%)",
                        Figure.number(interval.lower()),
                        Figure.number(interval.upper()),
                        Figure.number(100 * interval.confidence()));
    }

    private static String cell(String text) {
        return MarkdownText.escape(text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 1) + "…");
    }
}
