package io.leeway.examples.flights;

import io.leeway.pipeline.Pipeline;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;

/**
 * What a model trained at the look of each day would have said of every later flight, by the example's own pipeline: with these, ways of
 * retraining can be compared by the hundred without training again.
 */
final class DailyModels {

    private final Year year;
    private final int firstDay;
    private final int lastDay;
    private final int[] firstFlight;
    private final float[][] scores;
    private final double[][] loss;

    private DailyModels(Year year, int firstDay, int lastDay) {
        this.year = year;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
        this.firstFlight = IntStream.rangeClosed(0, lastDay)
                .map(day -> year.firstAtOrAfter(Replay.lookOnDay(day)))
                .toArray();
        this.scores = new float[lastDay][];
        this.loss = new double[lastDay][lastDay];
    }

    /**
     * Trains at the look of each day from the first, included, to the last, excluded; nothing of the last day or later is read.
     *
     * @param trained is told each day whose model has been trained, by several threads
     */
    static DailyModels train(Year year, int firstDay, int lastDay, long seed, IntConsumer trained) {
        DailyModels models = new DailyModels(year, firstDay, lastDay);
        IntStream.range(firstDay, lastDay).parallel().forEach(day -> {
            models.train(day, seed);
            trained.accept(day);
        });
        return models;
    }

    private void train(int day, long seed) {
        EventClock clock = new EventClock(Replay.lookOnDay(day));
        MemoryRegistry registry = MemoryRegistry.create(clock);
        Pipeline<Flight, Label> pipeline = FlightsLoop.pipeline(registry, clock, seed, trainer -> trainer);
        pipeline.promote(pipeline.run(year.labelledAt(clock.instant(), FlightsLoop.TRAINED_ON)));
        LiveModel<Flight, Label> model = LiveModel.classification(
                        Flight.SCHEMA, registry, FlightsLoop.MODEL, "champion")
                .clock(clock)
                .build();
        float[] said = new float[firstFlight[lastDay] - firstFlight[day]];
        for (int of = day; of < lastDay; of++) {
            for (int i = firstFlight[of]; i < firstFlight[of + 1]; i++) {
                double score = model.score(year.flight(i));
                said[i - firstFlight[day]] = (float) score;
                loss[day][of] += year.logLoss(i, score);
            }
        }
        scores[day] = said;
    }

    int firstDay() {
        return firstDay;
    }

    int lastDay() {
        return lastDay;
    }

    /** The score of a flight by the model that was trained on a day before it. */
    double score(int trainedOn, int flight) {
        return scores[trainedOn][flight - firstFlight[trainedOn]];
    }

    /** The sum of the log losses of the flights between two looks, by the model that was trained on a day before them. */
    double loss(int trainedOn, int fromDay, int toDay) {
        double sum = 0;
        for (int of = fromDay; of < toDay; of++) {
            sum += loss[trainedOn][of];
        }
        return sum;
    }

    int flights(int fromDay, int toDay) {
        return firstFlight[toDay] - firstFlight[fromDay];
    }

    Year year() {
        return year;
    }
}
