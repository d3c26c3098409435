package io.leeway.data;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class CsvRowsPropertyTest {
    private record Row(int id, @Nullable String text, double value) {}

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars('"', ',', '\n', '\r', ' ', 'a', '\u00e9', '\u4e2d', ';', '\t')
                .ofMaxLength(12);
        return awkward.list().ofMaxSize(30);
    }

    @Property(tries = 100)
    void whateverIsWrittenIsReadBackOrQuarantinedCellForCell(@ForAll("texts") List<String> texts) throws IOException {
        Path folder = Files.createTempDirectory("csv");
        Path file = folder.resolve("rows.csv");
        Path refused = folder.resolve("refused.csv");
        List<Row> good = new ArrayList<>();
        List<List<String>> bad = new ArrayList<>();
        try (CsvWriter writer = CsvWriter.builder().build(file)) {
            writer.writeRecord("value", "text", "id");
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                if (i % 3 == 2) {
                    bad.add(List.of("1.5", text, "x" + i));
                    writer.writeRecord(bad.get(bad.size() - 1));
                } else {
                    good.add(new Row(i, text.isEmpty() ? null : text, i / 8.0));
                    writer.writeRecord(Double.toString(i / 8.0), text, Integer.toString(i));
                }
            }
        }
        CsvRows<Row> rows = Rows.csv(file, Row.class).onMalformed(Malformed.quarantine(refused));
        assertThat(rows.toList()).isEqualTo(good);
        assertThat(rows.report().malformed()).isEqualTo(bad.size());
        List<List<String>> quarantined = new ArrayList<>();
        try (CsvReader<de.siegmar.fastcsv.reader.CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(refused)) {
            reader.forEach(record -> quarantined.add(record.getFields()));
        }
        assertThat(quarantined.get(0)).containsExactly("value", "text", "id");
        assertThat(quarantined.subList(1, quarantined.size())).isEqualTo(bad);
        Files.delete(refused);
        Files.delete(file);
        Files.delete(folder);
    }
}
