package io.leeway.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes files for CI systems from the assertions of {@link LeewayAssertions}, if {@value #SETTING} names a folder.
 *
 * <p>The JUnit Platform finds this listener by itself in every build that has {@code leeway-testing} on its class path;
 * nobody calls it. It does nothing unless the setting is made, as a system property or as a JUnit configuration
 * parameter, for example in {@code junit-platform.properties} or in Surefire's {@code configurationParameters}:
 * {@code leeway.ci.reports = target/leeway}. A relative folder is relative to the working directory of the tests, which
 * for Surefire is the module. Into the folder go
 *
 * <ul>
 *   <li>{@code metrics.txt}: OpenMetrics text, for GitLab's metrics report. One sample a line, in the order of names and
 *       labels; labels hold no version and no threshold, so that the same series has the same name in each build.
 *   <li>{@code summary.md}: Markdown for GitHub's step summary and Azure's {@code uploadsummary}: what failed, and why,
 *       then all that passed, with intervals and thresholds, and what the pipelines of runs declare that their models are
 *       for.
 *   <li>{@code TEST-<class>.xml}: the results of all tests in the JUnit form that Jenkins, GitLab and Azure read, with a
 *       property for each figure in each test. Publish these instead of Surefire's files, which have no properties.
 *   <li>{@code figures}: the same as JSON, one file for each test class, from which forks compose the two files above.
 *       Their form may change.
 * </ul>
 *
 * <p>A failing assertion is recorded like a passing one, before it fails. If its test passes all the same, because it
 * expected the failure or asked again later, the figure is a property of the test, but is not in the other two files,
 * and {@code summary.md} says how many are left out. {@code metrics.txt} and {@code summary.md} of
 * equal figures have equal bytes. Several forks may write into the same folder: each writes the files of its own test
 * classes and then composes the two common ones from all that are there, under a lock. A test class that runs again
 * replaces its own files; those of a class that no longer exists stay until the folder is deleted, as in Surefire's own
 * folder.
 *
 * <p>While recording, each metric's confidence interval of 95% is computed, which evaluates the
 * metric 30 times more.
 *
 * <p>The files report on the tests and do not change their verdict: if one cannot be written, the build stays as green
 * or red as its tests are, and a warning on the console names the file, the cause and the remedy.
 */
public final class CiReports implements TestExecutionListener {
    /** The setting that names the folder: {@value}. Nothing is written by default. */
    public static final String SETTING = "leeway.ci.reports";

    static final double CONFIDENCE = 0.95;

    private static final Logger LOG = Logger.getLogger(CiReports.class.getName());
    /** The name of what happens before or after all tests of a class. */
    private static final String CLASS = "(class)";

    private static final Pattern NO_ARGUMENTS = Pattern.compile("\\(\\)");

    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Map<String, TestOutcome> outcomes = new ConcurrentHashMap<>();
    private @Nullable TestPlan plan;
    private @Nullable Path folder;
    private @Nullable Recording whole;

    /** Creates the listener, for the JUnit Platform. */
    public CiReports() {}

    private record Running(Recording recording, long startedNanos) {}

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        Optional<String> setting = started.getConfigurationParameters()
                .get(SETTING)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        if (setting.isEmpty()) {
            return;
        }
        try {
            folder = Path.of(setting.get()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            warn(setting.get(), e);
            return;
        }
        plan = started;
        outcomes.clear();
        whole = Recording.start(Recording.Level.RUN);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (folder != null) {
            Recording recording = Recording.start(test.isTest() ? Recording.Level.TEST : Recording.Level.CONTAINER);
            running.put(test.getUniqueId(), new Running(recording, System.nanoTime()));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (folder != null) {
            skip(test, reason);
            Objects.requireNonNull(plan).getDescendants(test).forEach(each -> skip(each, reason));
        }
    }

    private void skip(TestIdentifier test, String reason) {
        if (test.isTest()) {
            keep(TestOutcome.skipped(test.getUniqueId(), className(test), name(test), reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Running ended = running.remove(test.getUniqueId());
        if (ended == null) {
            return;
        }
        ended.recording().stop();
        Throwable thrown = result.getThrowable().orElse(null);
        TestOutcome outcome = new TestOutcome(
                test.getUniqueId(),
                className(test),
                name(test),
                status(result, thrown),
                (System.nanoTime() - ended.startedNanos()) / 1e9,
                thrown == null || thrown.getMessage() == null ? "" : thrown.getMessage(),
                thrown == null ? "" : thrown.getClass().getName(),
                thrown == null ? "" : trace(thrown),
                ended.recording().figures(),
                ended.recording().purposes());
        if (outcome.isWorthReporting(!test.isTest())) {
            keep(outcome);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        Path target = folder;
        Recording rest = whole;
        if (target == null || rest == null) {
            return;
        }
        rest.stop();
        if (!rest.figures().isEmpty()) {
            keep(new TestOutcome(
                    "rest",
                    "leeway",
                    "in threads of no test",
                    TestOutcome.Status.PASSED,
                    0.0,
                    "",
                    "",
                    "",
                    rest.figures(),
                    rest.purposes()));
        }
        try {
            new ReportFolder(target).add(outcomes.values());
        } catch (IOException e) {
            warn(target.toString(), e);
        }
        folder = null;
    }

    private void keep(TestOutcome outcome) {
        outcomes.put(outcome.id(), outcome);
    }

    private static void warn(String target, Exception cause) {
        String message = String.format(
                Locale.ROOT,
                "%s: the files for CI systems could not be written to %s: %s. The verdict of the tests is not affected, but"
                        + " their figures are missing from metrics.txt, summary.md or TEST-*.xml there. Name a folder that"
                        + " the tests may write to, or remove the setting.",
                SETTING,
                target,
                cause);
        LOG.log(Level.WARNING, message);
    }

    private static TestOutcome.Status status(TestExecutionResult result, @Nullable Throwable thrown) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> TestOutcome.Status.PASSED;
            case ABORTED -> TestOutcome.Status.SKIPPED;
            case FAILED -> thrown instanceof AssertionError ? TestOutcome.Status.FAILED : TestOutcome.Status.ERROR;
        };
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private String className(TestIdentifier test) {
        TestIdentifier each = test;
        while (true) {
            String name = each.getSource().map(CiReports::className).orElse("");
            Optional<TestIdentifier> parent = Objects.requireNonNull(plan).getParent(each);
            if (!name.isEmpty()) {
                return name;
            }
            if (parent.isEmpty()) {
                return each.getLegacyReportingName();
            }
            each = parent.get();
        }
    }

    private static String className(TestSource source) {
        if (source instanceof MethodSource method) {
            return method.getClassName();
        }
        return source instanceof ClassSource type ? type.getClassName() : "";
    }

    /** The name that Surefire gives it, without the parentheses of a method that has no parameters. */
    private static String name(TestIdentifier test) {
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            return CLASS;
        }
        Matcher parentheses = NO_ARGUMENTS.matcher(test.getLegacyReportingName());
        return parentheses.replaceFirst("");
    }
}
