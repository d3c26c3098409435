package io.leeway.testing;

import io.leeway.monitoring.performance.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures as OpenMetrics text.
 *
 * <p>GitLab's reader is looser than the standard in one way and stricter in another: it takes name and labels together as
 * the identity of a series, splits lines as a shell does, and cuts each line at the first {@code #}, also within a label.
 * So there is no time stamp, nothing that differs from build to build in a label, and no {@code #} in one.
 */
final class OpenMetricsText {
    private record Family(String name, String help, Function<TestFigure, @Nullable Double> value) {}

    private static final List<Family> FAMILIES = List.of(
            new Family("leeway_metric_value", "The value that an assertion observed.", each -> each.figure()
                    .value()),
            new Family("leeway_metric_lower", "The lower end of its confidence interval.", each -> end(each, true)),
            new Family("leeway_metric_upper", "The upper end of its confidence interval.", each -> end(each, false)),
            new Family("leeway_metric_threshold", "The threshold that it was compared with.", each -> each.figure()
                    .threshold()),
            new Family(
                    "leeway_metric_passed",
                    "1 if the assertion held, 0 if not.",
                    each -> each.figure().passed() ? 1.0 : 0.0));

    private OpenMetricsText() {}

    static String of(List<TestFigure> figures) {
        StringBuilder text = new StringBuilder();
        for (Family family : FAMILIES) {
            List<String> samples = new ArrayList<>();
            for (TestFigure each : figures) {
                Double value = family.value().apply(each);
                if (value != null) {
                    samples.add(family.name() + labels(each) + " " + Figure.number(value) + "\n");
                }
            }
            if (!samples.isEmpty()) {
                text.append("# TYPE ").append(family.name()).append(" gauge\n");
                text.append("# HELP ")
                        .append(family.name())
                        .append(' ')
                        .append(family.help())
                        .append('\n');
                samples.forEach(text::append);
            }
        }
        return text.append("# EOF\n").toString();
    }

    private static @Nullable Double end(TestFigure figure, boolean lower) {
        Interval interval = figure.figure().interval();
        return interval == null ? null : (Double) (lower ? interval.lower() : interval.upper());
    }

    private static String labels(TestFigure each) {
        Figure figure = each.figure();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("metric", figure.metric());
        labels.put("model", figure.subject().model());
        labels.put("candidate", figure.subject().candidate());
        labels.put("description", figure.subject().description());
        labels.put("test", each.className() + "." + each.test());
        labels.put("assertion", each.number() == 1 ? "" : Integer.toString(each.number()));
        return labels.entrySet().stream()
                .filter(label -> !label.getValue().isEmpty())
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "\\n")
                .replace('#', '\uFF03');
    }
}
