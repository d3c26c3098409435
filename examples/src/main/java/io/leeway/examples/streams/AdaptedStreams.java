package io.leeway.examples.streams;

import io.leeway.examples.console.TextTable;
import io.leeway.online.OnlineAlgorithm;
import io.leeway.pipeline.PipelineRun;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.tribuo.classification.Label;

/**
 * Measures on two streams what an adaptation is worth on top of a champion that is trained once, and what models are worth that begin with
 * nothing; {@code examples/python/streams_river.py} gives the same rows and labels to five models of River.
 */
public final class AdaptedStreams {

    private AdaptedStreams() {}

    /**
     * Prints two tables.
     *
     * @param args none
     * @throws IOException if the streams cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.err.println("usage: ./examples/adapted-streams");
            System.exit(2);
            return;
        }
        TextTable adapted = new TextTable(
                "stream", "champion", "alone", "best expert", "adapted", "at worst", "guarantee", "waiting");
        TextTable online = new TextTable("stream", "SGD, rate 0.005", "AdaGrad, rate 0.05");
        for (DelayedStream<?> stream : List.of(DelayedStream.storms(), DelayedStream.weather())) {
            add(stream, adapted);
            online.row(
                    stream.name(),
                    loss(stream.online(OnlineAlgorithm.sgd().withRate(0.005))),
                    loss(stream.online(OnlineAlgorithm.adaGrad().withRate(0.05))));
        }
        System.out.println(adapted + "\nFrom nothing:\n" + online);
    }

    private static <R> void add(DelayedStream<R> stream, TextTable table) {
        PipelineRun<R, Label> run = stream.train();
        for (String champion : DelayedStream.CHAMPIONS) {
            DelayedStream.Outcome outcome = stream.adapt(run, champion);
            table.row(
                    stream.name(),
                    champion,
                    loss(outcome.champion()),
                    loss(outcome.best()),
                    loss(outcome.adapted()),
                    nats(outcome.worstExcess()),
                    nats(outcome.standing().guarantee()),
                    TextTable.count(outcome.standing().mostOutstanding()));
        }
    }

    static String loss(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static String nats(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
