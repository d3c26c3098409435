package io.leeway.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.pipeline.Trainers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTextTest {

    @Test
    void aTrainerIsItsClassAndItsSettings() {
        assertThat(TrainerText.read(
                        Trainers.logisticRegression(3).getProvenance().toString()))
                .contains(new TrainerText.Trainer(
                        "LinearSGDTrainer",
                        "seed 3, minibatchSize 1, shuffle true, epochs 5, optimiser AdaGrad (epsilon 1.0E-6,"
                                + " initialLearningRate 0.1, initialValue 0.0), objective LogMulticlass"));
        assertThat(TrainerText.read(Trainers.randomForest(3).getProvenance().toString())
                        .orElseThrow()
                        .settings())
                .contains("seed 3");
    }

    @Test
    void whatPreparesItsRowsIsNamedToo() {
        assertThat(TrainerText.read(
                        "Trainer(class-name=a.Outer,list={x=[1, 2]},innerTrainer=Trainer(class-name=b.Inner,"
                                + "depth=3,host-short-name=Trainer),host-short-name=Trainer)"))
                .contains(new TrainerText.Trainer("Inner, rows prepared by Outer", "depth 3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "scikit-learn 1.7, LogisticRegression(C=1.0)",
                "Trainer(class-name=a.B",
                "Trainer(class-name=a.B))",
                "Trainer(",
                "x(a=[,,],b",
                "[[[",
                "=,)]}",
                "a(b)c"
            })
    void anotherTextIsNotRead(String text) {
        assertThat(TrainerText.read(text)).isEmpty();
    }

    @Test
    void aTextThatIsNestedWithoutEndIsNotRead() {
        assertThat(TrainerText.read("a(b=".repeat(100_000))).isEmpty();
        assertThat(TrainerText.read("[".repeat(1_000_000))).isEmpty();
    }
}
