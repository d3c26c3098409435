package io.leeway.testing;

import io.leeway.testing.Figure.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure and the test that made it.
 *
 * @param className the test's class
 * @param test its name in the class
 * @param number 1, or more if the test observed the same metric of the same subject before
 * @param figure the figure
 */
record TestFigure(String className, String test, int number, Figure figure) {
    private record Series(String className, String test, Subject subject, String metric) {}

    TestFigure(String className, String test, Figure figure) {
        this(className, test, 1, figure);
    }

    /** In the order of classes, tests and metrics, each with its number. */
    static List<TestFigure> numbered(List<TestFigure> figures) {
        List<TestFigure> sorted = new ArrayList<>(figures);
        sorted.sort(Comparator.comparing(TestFigure::className)
                .thenComparing(each -> Names.sortKey(each.test()))
                .thenComparing(each -> each.figure().subject().model())
                .thenComparing(each -> each.figure().subject().candidate())
                .thenComparing(each -> each.figure().subject().description())
                .thenComparing(each -> each.figure().metric()));
        Map<Series, Integer> seen = new HashMap<>();
        sorted.replaceAll(each -> each.number(seen.merge(each.series(), 1, Integer::sum)));
        return sorted;
    }

    /** What tells series apart: neither the version nor what the subject is called in messages, which change. */
    private Series series() {
        Subject subject = figure.subject();
        return new Series(
                className,
                test,
                new Subject("", subject.description(), subject.model(), null, subject.candidate()),
                figure.metric());
    }

    private TestFigure number(int which) {
        return new TestFigure(className, test, which, figure);
    }

    /** The class without its package, and the test. */
    String shortName() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + test;
    }
}
