package io.leeway.model.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.ClosedModelException;
import io.leeway.model.ModelException;
import io.leeway.model.ModelFormat;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import io.leeway.serving.LiveModel;
import io.leeway.serving.LiveModelBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ModelFormat} promises. Extend it and give it a model with rows to answer.
 *
 * <pre>{@code
 * class MyFormatTest extends ModelFormatContract<Flight> {
 *     @Override
 *     protected ModelFormat format() {
 *         return new MyFormat();
 *     }
 *
 *     @Override
 *     protected ModelSpec<Flight> spec() {
 *         return ModelSpec.classifier(SCHEMA, "true");
 *     }
 *
 *     @Override
 *     protected byte[] model() {
 *         return trained();
 *     }
 *
 *     @Override
 *     protected List<Flight> rows() {
 *         return flights();
 *     }
 * }
 * }</pre>
 *
 * @param <R> the type of rows
 */
public abstract class ModelFormatContract<R> {
    private static final String NAME = "contract";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final int MUTATIONS = 300;

    /**
     * Returns the format.
     *
     * @return the format under test
     */
    protected abstract ModelFormat format();

    /**
     * Returns what the model is for, with the metadata that the format needs beside the bytes.
     *
     * @return the spec of {@link #model()}
     */
    protected abstract ModelSpec<R> spec();

    /**
     * Returns a sound model.
     *
     * @return its bytes
     */
    protected abstract byte[] model();

    /**
     * Returns rows that the model answers, some of them with missing values and unseen categories if it can answer those.
     *
     * @return at least ten rows
     */
    protected abstract List<R> rows();

    private byte[] sound = {};

    @BeforeEach
    void makeTheModelOnce() {
        sound = model();
    }

    private Scorer<R> read() {
        return format().read(spec(), sound);
    }

    private boolean isClassifier() {
        return spec().kind() == ModelKind.CLASSIFICATION;
    }

    @Test
    void itsNameCanStandInMetadata() {
        assertThat(format().name()).matches("[a-z0-9][a-z0-9-]*").isEqualTo(format().name());
    }

    @Test
    void theSameBytesGiveTheSameAnswersToTheBit() {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(10);
        try (Scorer<R> first = read();
                Scorer<R> second = read()) {
            for (R row : rows()) {
                assertThat(second.score(row, UnseenCategories.IGNORED))
                        .isEqualTo(first.score(row, UnseenCategories.IGNORED));
            }
            assertThat(second.scores(rows(), UnseenCategories.IGNORED))
                    .isEqualTo(first.scores(rows(), UnseenCategories.IGNORED));
        }
    }

    @Test
    void classesAreInNaturalOrderAndKnowThePositiveOne() {
        try (Scorer<R> scorer = read()) {
            if (isClassifier()) {
                assertThat(scorer.classes())
                        .hasSizeGreaterThanOrEqualTo(2)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .contains(spec().positiveClass().orElseThrow());
            } else {
                assertThat(scorer.classes()).isEmpty();
            }
        }
    }

    @Test
    void manyRowsAreAnsweredAsEachAlone() {
        try (Scorer<R> scorer = read()) {
            int width = Math.max(1, scorer.classes().size());
            double[] together = scorer.scores(rows(), UnseenCategories.IGNORED);
            assertThat(together).hasSize(rows().size() * width);
            for (int row = 0; row < rows().size(); row++) {
                double[] alone = scorer.scores(List.of(rows().get(row)), UnseenCategories.IGNORED);
                for (int i = 0; i < width; i++) {
                    assertThat(together[row * width + i]).isCloseTo(alone[i], within(close(alone[i])));
                }
                int place = isClassifier()
                        ? scorer.classes().indexOf(spec().positiveClass().orElseThrow())
                        : 0;
                assertThat(scorer.score(rows().get(row), UnseenCategories.IGNORED))
                        .isCloseTo(alone[place], within(close(alone[place])));
            }
        }
    }

    @Test
    void rowsThatWereReadAlreadyAreAnsweredToTheBit() {
        try (Scorer<R> scorer = read()) {
            CellReader<R> reader = CellReader.ofFeatures(spec().schema());
            Optional<Scorer<RowCells>> over = scorer.over(reader.schema());
            List<RowCells> cells = new ArrayList<>();
            for (R row : rows()) {
                RowCells each = reader.cells();
                reader.read(row, each);
                cells.add(each);
            }
            over.ifPresent(each -> {
                assertThat(each.classes()).isEqualTo(scorer.classes());
                assertThat(each.scores(cells, UnseenCategories.IGNORED))
                        .isEqualTo(scorer.scores(rows(), UnseenCategories.IGNORED));
                for (int row = 0; row < cells.size(); row++) {
                    assertThat(each.score(cells.get(row), UnseenCategories.IGNORED))
                            .isEqualTo(scorer.score(rows().get(row), UnseenCategories.IGNORED));
                }
            });
        }
    }

    private static double close(double value) {
        return 1e-6 * Math.max(1, Math.abs(value));
    }

    @Test
    void noRowsGiveNoAnswers() {
        try (Scorer<R> scorer = read()) {
            assertThat(scorer.scores(List.of(), UnseenCategories.IGNORED)).isEmpty();
        }
    }

    @Test
    void answersAreProbabilitiesThatSumToOneOrFiniteNumbers() {
        try (Scorer<R> scorer = read()) {
            double[] scores = scorer.scores(rows(), UnseenCategories.IGNORED);
            int width = Math.max(1, scorer.classes().size());
            for (int from = 0; from < scores.length; from += width) {
                double[] row = Arrays.copyOfRange(scores, from, from + width);
                if (isClassifier()) {
                    assertThat(Arrays.stream(row)).allMatch(each -> each >= 0 && each <= 1);
                    assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-3));
                } else {
                    assertThat(row[0]).isFinite();
                }
            }
        }
    }

    @Test
    void itSaysHowItAnswers() {
        try (Scorer<R> scorer = read()) {
            assertThat(scorer.path().description()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void readingChangesNoByte() {
        byte[] given = sound.clone();
        format().read(spec(), given).close();

        assertThat(given).isEqualTo(sound);
    }

    @Test
    void bytesThatAreNoModelAreRefused() {
        for (byte[] none : List.of(
                new byte[0], new byte[1000], "not a model at all".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> format().read(spec(), none)).isInstanceOf(ModelException.class);
        }
    }

    @Test
    void bytesCutShortGiveNoOtherExceptionThanOneOfModels() {
        byte[] whole = sound;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < MUTATIONS; i++) {
            requireOneOfModels(Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
    }

    @Test
    void changedBytesGiveNoOtherExceptionThanOneOfModels() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            requireOneOfModels(changed);
        }
    }

    private void requireOneOfModels(byte[] bytes) {
        try (Scorer<R> scorer = format().read(spec(), bytes)) {
            assertThat(scorer.scores(rows(), UnseenCategories.IGNORED))
                    .hasSize(rows().size() * Math.max(1, scorer.classes().size()));
        } catch (ModelException expected) {
            assertThat(expected).hasMessageContaining(" ");
        }
    }

    @Test
    void aModelOfTheOtherKindIsRefused() {
        ModelSpec<R> other = new ModelSpec<>(
                spec().schema(),
                isClassifier() ? ModelKind.REGRESSION : ModelKind.CLASSIFICATION,
                isClassifier() ? Optional.empty() : Optional.of("true"),
                spec().metadata());

        assertThatThrownBy(() -> format().read(other, sound)).isInstanceOf(ModelException.class);
    }

    @Test
    void aClassifierWithoutThePositiveClassIsRefused() {
        if (isClassifier()) {
            ModelSpec<R> other = new ModelSpec<>(
                    spec().schema(), ModelKind.CLASSIFICATION, Optional.of("no such class"), spec().metadata());

            assertThatThrownBy(() -> format().read(other, sound))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no such class");
        }
    }

    @Test
    void severalThreadsGetTheSameAnswers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Scorer<R> scorer = read()) {
            double[] expected = scorer.scores(rows(), UnseenCategories.IGNORED);
            List<Future<double[]>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(threads.submit(() -> scorer.scores(rows(), UnseenCategories.IGNORED)));
            }
            for (Future<double[]> each : answers) {
                assertThat(each.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedModelAnswersNothingElse() {
        Scorer<R> scorer = read();
        double before = scorer.score(rows().get(0), UnseenCategories.IGNORED);
        scorer.close();
        scorer.close();
        try {
            assertThat(scorer.score(rows().get(0), UnseenCategories.IGNORED)).isEqualTo(before);
        } catch (ClosedModelException expected) {
            assertThat(expected).hasMessageContaining("closed");
        }
    }

    @Test
    void aRegisteredVersionIsServedAndReplaced() {
        ModelRegistry registry = MemoryRegistry.create(CLOCK);
        register(registry);
        register(registry);
        registry.moveAlias(NAME, "champion", 0, 1, "contract");
        try (LiveModel<R, ?> live = live(registry).format(format()).clock(CLOCK).build();
                Scorer<R> scorer = read()) {
            double[] expected = scorer.scores(rows(), UnseenCategories.IGNORED);
            int width = Math.max(1, scorer.classes().size());
            assertThat(live.scoreAll(rows())).hasSize(expected.length / width);

            live.switchTo(2, "contract");

            for (R row : rows()) {
                double score = scorer.score(row, UnseenCategories.IGNORED);
                assertThat(live.score(row)).isCloseTo(score, within(close(score)));
            }
            assertThat(live.answersByVersion())
                    .containsEntry(1, (long) rows().size())
                    .containsEntry(2, (long) rows().size());
        }
    }

    private LiveModelBuilder<R, ?> live(ModelRegistry registry) {
        return isClassifier()
                ? LiveModel.classification(spec().schema(), registry, NAME, "champion")
                : LiveModel.regression(spec().schema(), registry, NAME, "champion");
    }

    private void register(ModelRegistry registry) {
        Map<String, String> metadata = new HashMap<>(spec().metadata());
        metadata.put(ModelMetadata.FORMAT, format().name());
        spec().positiveClass().ifPresent(each -> metadata.put(ModelMetadata.POSITIVE_CLASS, each));
        registry.register(NAME, ModelArtifact.of(sound).metadata(metadata));
    }
}
