package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.adaptation.Streams.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The files were written by version 1 of each form, by {@link #main}: later versions must read them. {@code v1.lwad} are the bytes of {@link #half} with the rows
 * that wait, {@code v1.lwar} what the bytes without them differ by from those of {@link #quarter}.
 */
class AdapterBytesTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/leeway/adaptation");

    private static Adapter<Row> after(int rows) {
        Adapter<Row> adapter = Adaptation.standard()
                .correctingAtMost(Double.POSITIVE_INFINITY)
                .adapter(Streams.SCHEMA, Streams.profile());
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < rows + 5; i++) {
            adapter.predict(i, Streams.row(random), random.nextDouble());
            if (i >= 5) {
                adapter.label(i - 5, random.nextBoolean());
            }
        }
        return adapter;
    }

    private static Adapter<Row> quarter() {
        return after(600);
    }

    private static Adapter<Row> half() {
        return after(1_200);
    }

    /** Writes the files anew, for another version. */
    public static void main(String[] args) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve("v2.lwad"), half().toBytes());
        Files.write(
                FOLDER.resolve("v2.lwar"),
                RevisionForm.of(half().state.toBytes(false), quarter().state.toBytes(false)));
    }

    @Test
    void anAdapterOfVersionTwoIsReadAndContinues() throws IOException {
        Adapter<Row> read = Adaptation.restore(Streams.SCHEMA, Files.readAllBytes(FOLDER.resolve("v2.lwad")));
        Adapter<Row> made = half();
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 5; i++) {
            read.label(1_200 + i, i % 2 == 0);
            made.label(1_200 + i, i % 2 == 0);
            Row row = Streams.row(random);
            assertThat(read.score(row, 0.3)).isEqualTo(made.score(row, 0.3));
        }
        assertThat(read.standing()).isEqualTo(made.standing());
    }

    @Test
    void anAdapterOfVersionOneIsRefusedAsOlder() throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve("v1.lwad"));

        assertThatThrownBy(() -> Adaptation.restore(Streams.SCHEMA, bytes))
                .isInstanceOfSatisfying(AdaptationFormatException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationFormatException.Reason.OLDER_VERSION))
                .hasMessageContaining("version 1");
    }

    @Test
    void aRevisionOfVersionTwoIsRead() throws IOException {
        byte[] stored = Files.readAllBytes(FOLDER.resolve("v2.lwar"));
        byte[] bytes = RevisionForm.open(stored, quarter().state.toBytes(false));

        Adapter<Row> read = Adaptation.restore(Streams.SCHEMA, bytes);
        assertThat(RevisionForm.isDifference(stored)).isTrue();
        assertThat(read.standing().outstanding()).isZero();
        Row row = Streams.row(new SplittableRandom(13));
        assertThat(read.score(row, 0.3)).isEqualTo(half().score(row, 0.3));
    }
}
