package io.leeway.examples.flights;

import io.leeway.examples.console.Progress;
import io.leeway.examples.console.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows how the example's policy was chosen, on the flights up to 30 June; with {@code --hindsight} also how far any policy could have got
 * over the whole year, which only somebody who has seen the year can know.
 */
public final class ChoosePolicy {

    /** The look of 1 July. */
    static final int END_OF_FIRST_PART = 181;

    private static final long SEED = 2013;
    private static final int SHOWN = 12;
    private static final int FEW = 6;

    private ChoosePolicy() {}

    /**
     * Prints what was found.
     *
     * @param args {@code --hindsight} or nothing
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 1 || args.length == 1 && !args[0].equals("--hindsight")) {
            System.err.println("usage: ./examples/choose-policy [--hindsight]");
            System.exit(2);
        }
        Terminal terminal = Terminal.detect();
        if (args.length == 1) {
            hindsight(terminal);
        } else {
            choose(terminal);
        }
    }

    private static void choose(Terminal terminal) throws IOException {
        PolicyChoice choice = new PolicyChoice(train(terminal, END_OF_FIRST_PART));
        List<PolicyChoice.Judged> judged = choice.judge();
        long better = judged.stream().filter(each -> each.gain() < 0).count();
        System.out.printf(
                Locale.ROOT,
                "%d of %d policies beat training every 30 days on the flights up to 30 June.%n",
                better,
                judged.size());
        System.out.println("Mean difference in log loss, trainings beside those of every 30 days:");
        judged.stream()
                .limit(SHOWN)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "%+.4f  %3.0f %%  %s%n", each.gain(), 100 * each.trainings(), each.policy()));
        System.out.println("In use: " + FlightsExample.policy());
    }

    private static void hindsight(Terminal terminal) throws IOException {
        int lastDay = Options.DAYS_OF_THE_YEAR;
        DailyModels models = train(terminal, lastDay);
        PolicyChoice choice = new PolicyChoice(models);
        List<Integer> monthly = PolicyChoice.monthly(FlightsLoop.FIRST_DAY, lastDay);
        show("never again", List.of(FlightsLoop.FIRST_DAY), choice);
        show("every 30 days", monthly, choice);
        show("Leeway's policy", choice.days(FlightsExample.policy(), FlightsLoop.FIRST_DAY), choice);
        for (int trainings : new int[] {FEW, monthly.size()}) {
            Hindsight best =
                    Hindsight.best(trainings, models.firstDay(), lastDay, (day, end) -> models.loss(day, day, end));
            show("the best " + trainings + " in hindsight", best.days(), choice);
        }
    }

    private static void show(String name, List<Integer> days, PolicyChoice choice) {
        System.out.printf(
                Locale.ROOT,
                "%-26s %2d trainings  log loss %.4f  %s%n",
                name,
                days.size(),
                choice.logLoss(days),
                days.stream()
                        .map(day -> Replay.lookOnDay(day).toString().substring(0, 10))
                        .toList());
    }

    private static DailyModels train(Terminal terminal, int lastDay) throws IOException {
        Year year = Year.read();
        try (Progress progress =
                Progress.start("A model a day", lastDay - FlightsLoop.FIRST_DAY, terminal, Clock.systemUTC())) {
            AtomicInteger done = new AtomicInteger();
            return DailyModels.train(year, FlightsLoop.FIRST_DAY, lastDay, SEED, day -> {
                synchronized (progress) {
                    progress.advanceTo(done.incrementAndGet());
                }
            });
        }
    }
}
