package io.leeway.benchmarks;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.NaturalVariation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Simulates years in which nothing changes but what weeks and days differ by, and counts the weeks in which {@link NaturalVariation}
 * alarms at a budget of one alarm a year over twelve features. Seeded.
 */
public final class QuietYears {
    private static final int LOOKS = 52;
    private static final double ALPHA = AlarmBudget.of(1, Duration.ofDays(365)).alphaFor(Duration.ofDays(7));

    /** The alarmed weeks of each year, and the share of features that were judged. */
    private record Found(int alarms, double judged) {}

    private QuietYears() {}

    /**
     * Prints a table.
     *
     * @param arguments the number of years, 2,000 if there is none; {@code grid} (the default), {@code tails}, {@code numbers} or
     *     {@code power}; and lines to simulate, all if there are none, such as {@code 0.5/0.0/26/500} for effects, correlation, weeks and rows
     */
    public static void main(String[] arguments) {
        int years = arguments.length == 0 ? 2_000 : Integer.parseInt(arguments[0]);
        String what = arguments.length < 2 ? "grid" : arguments[1];
        List<QuietWeeks.Scenario> lines = scenarios(what).stream()
                .filter(each -> arguments.length < 3 || List.of(arguments).contains(each.line()))
                .toList();
        if (what.equals("power")) {
            System.out.println("| neighbours | weeks in the reference | moved by | number found | category found |");
            System.out.println("|---|---|---|---|---|");
            lines.forEach(each -> power(each, years));
            return;
        }
        System.out.println(
                "| effects of weeks and days | neighbours | weeks in the reference | rows a week | alarmed weeks a year | "
                        + "upper 99% limit | judged |");
        System.out.println("|---|---|---|---|---|---|---|");
        lines.forEach(each -> print(each, years));
    }

    private static List<QuietWeeks.Scenario> scenarios(String what) {
        List<QuietWeeks.Scenario> scenarios = new ArrayList<>();
        for (double effect : what.equals("grid") ? new double[] {0, 0.1, 0.5} : new double[] {0.5}) {
            for (double correlation : effect == 0 ? new double[] {0} : new double[] {0, 0.5}) {
                for (int blocks : new int[] {4, 8, 26}) {
                    for (int rows : rows(what)) {
                        String tails = what.equals("tails") ? "heavy" : "normal";
                        scenarios.add(new QuietWeeks.Scenario(
                                effect, correlation, blocks, rows, tails, what.equals("numbers")));
                    }
                }
            }
        }
        return scenarios;
    }

    private static int[] rows(String what) {
        return switch (what) {
            case "numbers" -> new int[] {200};
            case "power" -> new int[] {500};
            default -> new int[] {50, 500, 5_000};
        };
    }

    /** In which share of years a week is found whose first number and first of four categories are moved by deviations of its effects. */
    private static void power(QuietWeeks.Scenario scenario, int years) {
        double[] moved = {1.5, 2, 3, 4, 6};
        int[][] found = new int[moved.length][2];
        for (int year = 0; year < years; year++) {
            QuietWeeks weeks = new QuietWeeks(scenario, new SplittableRandom(year));
            List<Profile> reference = new ArrayList<>();
            for (int b = 0; b < scenario.blocks(); b++) {
                reference.add(weeks.next());
            }
            NaturalVariation variation = NaturalVariation.of(reference).withAlpha(ALPHA);
            for (int i = 0; i < moved.length; i++) {
                weeks.move(moved[i] * scenario.effect());
                DriftReport report = variation.compare(weeks.next());
                found[i][0] += isFound(report, "f0") ? 1 : 0;
                found[i][1] += isFound(report, "f6") ? 1 : 0;
            }
        }
        for (int i = 0; i < moved.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.0f%% | %.0f%% |%n",
                    scenario.neighbours(),
                    scenario.blocks(),
                    moved[i],
                    100.0 * found[i][0] / years,
                    100.0 * found[i][1] / years);
        }
    }

    private static boolean isFound(DriftReport report, String feature) {
        return report.feature(feature).orElseThrow().verdict() == Verdict.DRIFT;
    }

    private static void print(QuietWeeks.Scenario scenario, int years) {
        Found[] found = IntStream.range(0, years)
                .parallel()
                .mapToObj(year -> year(scenario, year))
                .toArray(Found[]::new);
        double[] alarms = Arrays.stream(found).mapToDouble(Found::alarms).toArray();
        double mean = Arrays.stream(alarms).average().orElseThrow();
        double squares =
                Arrays.stream(alarms).map(each -> (each - mean) * (each - mean)).sum();
        double upper = mean + 2.326 * Math.sqrt(squares / (years - 1) / years);
        double judged =
                Arrays.stream(found).mapToDouble(Found::judged).average().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "| %s%s | %s | %d | %,d | %.3f | %.3f | %.0f%% |%n",
                scenario.effect() == 0 ? "none" : "" + scenario.effect(),
                scenario.tails().equals("heavy") ? ", Student's with 4 degrees" : "",
                scenario.neighbours(),
                scenario.blocks(),
                scenario.rows(),
                mean,
                upper,
                100 * judged);
    }

    private static Found year(QuietWeeks.Scenario scenario, int year) {
        QuietWeeks weeks = new QuietWeeks(scenario, new SplittableRandom(year));
        List<Profile> reference = new ArrayList<>();
        for (int b = 0; b < scenario.blocks(); b++) {
            reference.add(weeks.next());
        }
        NaturalVariation variation = NaturalVariation.of(reference).withAlpha(ALPHA);
        int alarms = 0;
        int judged = 0;
        for (int look = 0; look < LOOKS; look++) {
            DriftReport report = variation.compare(weeks.next());
            if (look == 0) {
                judged = (int) report.features().stream()
                        .filter(each -> each.verdict() != Verdict.INSUFFICIENT_DATA)
                        .count();
            }
            if (judged == 0) {
                // That depends on the reference alone.
                break;
            }
            alarms += report.verdict() == Verdict.DRIFT ? 1 : 0;
        }
        return new Found(alarms, (double) judged / QuietWeeks.FEATURES);
    }
}
