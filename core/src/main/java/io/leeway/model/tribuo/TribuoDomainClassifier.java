package io.leeway.model.tribuo;

import io.leeway.monitoring.drift.multivariate.DomainClassifier;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tells current rows from a reference by a classifier of Tribuo.
 *
 * <pre>{@code
 * MultivariateTest test =
 *         MultivariateTests.domainClassifier(TribuoDomainClassifier.of(Trainers::randomForest), 7).withBlocks("day");
 * }</pre>
 *
 * <p>Trees and forests see changes of how columns depend on each other; linear models only see columns that rise or fall. The score of a row is the classifier's
 * probability of a current one. Immutable and safe for use by several threads if the trainers are not shared.
 */
public final class TribuoDomainClassifier implements DomainClassifier {

    private static final LabelFactory LABELS = new LabelFactory();
    private static final String REFERENCE = "reference";
    private static final String CURRENT = "current";

    private final LongFunction<? extends Trainer<Label>> trainers;

    private TribuoDomainClassifier(LongFunction<? extends Trainer<Label>> trainers) {
        this.trainers = trainers;
    }

    /**
     * Returns a classifier that one of Tribuo's trainers trains.
     *
     * @param trainers makes a trainer of a seed, a new one for each call, such as {@code Trainers::randomForest}; its models must give probabilities
     * @return the classifier
     */
    public static TribuoDomainClassifier of(LongFunction<? extends Trainer<Label>> trainers) {
        return new TribuoDomainClassifier(trainers);
    }

    @Override
    public ToDoubleFunction<double[]> fit(double[][] rows, boolean[] current, long seed) {
        String[] names =
                IntStream.range(0, rows[0].length).mapToObj(String::valueOf).toArray(String[]::new);
        MutableDataset<Label> examples =
                new MutableDataset<>(new SimpleDataSourceProvenance("rows of two samples", LABELS), LABELS);
        for (int i = 0; i < rows.length; i++) {
            examples.add(new ArrayExample<>(new Label(current[i] ? CURRENT : REFERENCE), names, rows[i]));
        }
        Model<Label> model = trainers.apply(seed).train(examples);
        return row -> probability(model, new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, row));
    }

    private static double probability(Model<Label> model, Example<Label> row) {
        return Objects.requireNonNull(model.predict(row).getOutputScores().get(CURRENT), CURRENT)
                .getScore();
    }
}
