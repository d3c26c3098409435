package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.examples.console.Progress;
import io.leeway.examples.console.Terminal;
import io.leeway.retraining.BacktestReport;
import io.leeway.retraining.PolicyBacktest;
import io.leeway.retraining.PolicyBacktest.Ranked;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows how the example's policy was chosen, on the flights up to 30 June; with {@code --hindsight} also how far any policy could have got
 * over the whole year, which only somebody who has seen the year can know.
 *
 * <p>A first part holds few trainings, so one run through it says little. Each policy is therefore started on many days (a rolling
 * origin), each time beside one that trains every 30 days from the same day on, and is ranked by its mean difference in log loss.
 */
public final class ChoosePolicy {

    /** The look of 1 July. */
    static final int END_OF_FIRST_PART = 181;

    private static final int DAYS_BETWEEN_STARTS = 4;
    private static final int LAST_START = 98;
    private static final long SEED = 2013;
    private static final int SHOWN = 12;
    private static final int FEW = 6;
    private static final int MANY = 11;

    private ChoosePolicy() {}

    /**
     * Prints what was found.
     *
     * @param args {@code --hindsight}, and a file for the losses of each day, or nothing
     * @throws IOException if the flights cannot be read or the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 2 || args.length > 0 && !args[0].equals("--hindsight")) {
            System.err.println("usage: ./examples/choose-policy [--hindsight [FILE]]");
            System.exit(2);
            return;
        }
        Terminal terminal = Terminal.detect();
        Year year = Year.read();
        if (args.length == 0) {
            choose(terminal, year);
            return;
        }
        BacktestReport report = hindsight(terminal, year);
        if (args.length > 1) {
            List<String> names = List.of("weekly", best(FEW), best(MANY));
            DailyLosses.of(year, names, (name, flight) -> report.result(name).answer(flight))
                    .writeTo(Path.of(args[1]));
        }
    }

    private static void choose(Terminal terminal, Year year) {
        PolicyBacktest<Flight> firstPart = backtest(year).before(Replay.lookOnDay(END_OF_FIRST_PART));
        train(terminal, firstPart);
        List<Instant> starts = new ArrayList<>();
        for (int day = FlightsLoop.FIRST_DAY; day <= LAST_START; day += DAYS_BETWEEN_STARTS) {
            starts.add(Replay.lookOnDay(day));
        }
        List<Ranked> ranked = firstPart.rank(PolicyGrid.strategies(), strategy(FlightsExample.monthly()), starts);
        System.out.printf(
                Locale.ROOT,
                "%d of %d policies beat training every 30 days on the flights up to 30 June.%n",
                ranked.stream().filter(each -> each.gain() < 0).count(),
                ranked.size());
        System.out.println("Mean difference in log loss, trainings beside those of every 30 days:");
        ranked.stream()
                .limit(SHOWN)
                .forEach(each -> System.out.printf(
                        Locale.ROOT,
                        "%+.4f  %3.0f %%  %s%n",
                        each.gain(),
                        100 * each.trainings(),
                        each.strategy().policy().orElseThrow()));
        System.out.println("In use: " + FlightsExample.policy());
    }

    /** The log in the log's order is the year in its own, so places of rows are the same. */
    private static BacktestReport hindsight(Terminal terminal, Year year) {
        PolicyBacktest<Flight> backtest = backtest(year);
        train(terminal, backtest);
        List<Strategy> strategies = new ArrayList<>();
        for (RetrainingPolicy policy :
                List.of(FlightsExample.monthly(), FlightsLog.every(7, "weekly"), FlightsExample.policy())) {
            strategies.add(strategy(policy));
        }
        strategies.add(Strategy.never().window(FlightsLoop.TRAINED_ON));
        for (int trainings : new int[] {FEW, MANY}) {
            strategies.add(Strategy.at(best(trainings), backtest.hindsight(trainings, FlightsLoop.TRAINED_ON))
                    .window(FlightsLoop.TRAINED_ON));
        }
        for (Strategy each : List.copyOf(strategies)) {
            strategies.add(each.adapted(Adaptation.standard()).named(each.name() + " + adaptation"));
        }
        BacktestReport report = backtest.compare(strategies);
        System.out.println(report);
        report.results()
                .forEach(each -> System.out.println(each.strategy().name() + ": "
                        + each.trainings().stream()
                                .map(training -> training.at().toString().substring(0, 10))
                                .toList()));
        return report;
    }

    /** Trainings are shared by all strategies, so that hundreds can be replayed. */
    private static PolicyBacktest<Flight> backtest(Year year) {
        return FlightsLog.backtest(year, Options.DAYS_OF_THE_YEAR, SEED, each -> each)
                .withoutComparison()
                .build();
    }

    private static String best(int trainings) {
        return "best " + trainings + " in hindsight";
    }

    private static Strategy strategy(RetrainingPolicy policy) {
        return Strategy.of(policy).window(FlightsLoop.TRAINED_ON);
    }

    /** Trains at each evaluation ahead, by all processors. */
    private static void train(Terminal terminal, PolicyBacktest<Flight> backtest) {
        List<Instant> evaluations = backtest.evaluations();
        try (Progress progress = Progress.start("A model a day", evaluations.size(), terminal, Clock.systemUTC())) {
            AtomicInteger done = new AtomicInteger();
            evaluations.parallelStream().forEach(each -> {
                backtest.train(each, FlightsLoop.TRAINED_ON);
                synchronized (progress) {
                    progress.advanceTo(done.incrementAndGet());
                }
            });
        }
    }
}
