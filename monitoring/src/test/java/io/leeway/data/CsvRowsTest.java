package io.leeway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leeway.schema.SchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    private static final String HEADER = "id,carrier,distance,hour,late\n";

    @TempDir
    Path folder;

    private record Flight(
            long id,
            @Nullable String carrier,
            double distance,
            @Nullable Integer hour,
            boolean late) {}

    private enum Colour {
        RED,
        GREEN
    }

    private record Everything(
            byte a,
            short b,
            int c,
            long d,
            float e,
            double f,
            char g,
            boolean h,
            Colour i,
            String j,
            Instant k,
            @Nullable Double l,
            @Nullable Boolean m) {}

    private record Positive(double x) {
        Positive {
            if (x < 0) {
                throw new IllegalArgumentException("x must not be below 0");
            }
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private CsvRows<Flight> flights(String lines) throws IOException {
        return Rows.csv(file("flights.csv", HEADER + lines), Flight.class);
    }

    @Test
    void readsRowsByTheNamesInTheHeader() throws IOException {
        Path file = file("f.csv", "late,gate,hour,id,carrier,distance\ntrue,B4,7,12,AA,1400.5\nfalse,,,13,,\n");
        CsvRows<Flight> rows = Rows.csv(file, Flight.class);
        assertThat(rows.toList())
                .containsExactly(new Flight(12, "AA", 1400.5, 7, true), new Flight(13, null, Double.NaN, null, false));
        assertThat(rows.report().ignoredColumns()).containsExactly("gate");
        assertThat(rows.report().rows()).isEqualTo(2);
    }

    @Test
    void readsEveryType() throws IOException {
        Path file = file(
                "e.csv",
                "a,b,c,d,e,f,g,h,i,j,k,l,m\n"
                        + "-128,32767,-2147483648,9223372036854775807,1.5,-2.5e-3,x,TRUE,GREEN,\"a \"\"b\"\",\nc\","
                        + "2013-02-28T23:59:59Z,,0\n"
                        + " 1 ,2,3,-9223372036854775808,Infinity,NaN,;,0,RED,é,1356998400123,7,\n"
                        + "1,2,3,4,5,6,7,1,RED,x,2013-01-01T10:15:00.5+02:00,-0,true\n");
        List<Everything> rows = Rows.csv(file, Everything.class).toList();
        assertThat(rows.get(0))
                .isEqualTo(new Everything(
                        (byte) -128,
                        (short) 32767,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        1.5f,
                        -0.0025,
                        'x',
                        true,
                        Colour.GREEN,
                        "a \"b\",\nc",
                        Instant.parse("2013-02-28T23:59:59Z"),
                        null,
                        false));
        assertThat(rows.get(1).d()).isEqualTo(Long.MIN_VALUE);
        assertThat(rows.get(1).e()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(rows.get(1).f()).isNaN();
        assertThat(rows.get(1).k()).isEqualTo(Instant.ofEpochMilli(1356998400123L));
        assertThat(rows.get(1).m()).isNull();
        assertThat(rows.get(2).k()).isEqualTo(Instant.parse("2013-01-01T08:15:00.5Z"));
        assertThat(rows.get(2).l()).isEqualTo(-0.0);
    }

    @Test
    void aMalformedRowSaysWhereAndWhy() throws IOException {
        CsvRows<Flight> rows = flights("1,AA,100,7,true\n2,\"multi\nline\",200,8,false\n3,UA,12x,9,true\n");
        RowException e = catchThrowableOfType(RowException.class, rows::toList);
        assertThat(e.file()).isEqualTo(folder.resolve("flights.csv"));
        assertThat(e.line()).isEqualTo(5);
        assertThat(e.column()).isEqualTo("distance");
        assertThat(e.value()).isEqualTo("12x");
        assertThat(e).hasMessageContaining("flights.csv: line 5, column \"distance\", value \"12x\": not a number");
    }

    @Test
    void skippedRowsAreCountedByReason() throws IOException {
        CsvRows<Flight> rows = flights("1,AA,x,7,true\n2,AA,1,7.5,true\n3,AA,1,7,maybe\n4,AA,1,7\n5,AA,1,7,1,9\n"
                        + "99999999999999999999,AA,1,7,1\n,AA,1,7,1\n8,AA,1,2147483648,1\n9,AA,2,8,false\n1,A,y,1,1\n")
                .onMalformed(Malformed.skip());
        assertThat(rows.toList()).containsExactly(new Flight(9, "AA", 2, 8, false));
        assertThat(rows.report().malformed()).isEqualTo(9);
        assertThat(rows.report().malformedByReason())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "column \"distance\": not a number", 2L,
                        "column \"hour\": not a whole number", 1L,
                        "column \"late\": neither true nor false", 1L,
                        "4 cells where the header has 5", 1L,
                        "6 cells where the header has 5", 1L,
                        "column \"id\": beyond the range of its type", 1L,
                        "column \"id\": a missing value", 1L,
                        "column \"hour\": beyond the range of its type", 1L));
        assertThat(rows.report().examples().get(0).line()).isEqualTo(2);
        assertThat(rows.report().malformedShare()).isEqualTo(0.9);
    }

    @Test
    void theQuarantineFileHoldsTheHeaderAndTheRefusedRowsOfTheNewestReading() throws IOException {
        Path refused = folder.resolve("refused.csv");
        CsvRows<Flight> rows = flights("1,AA,100,7,true\n2,\"A \"\"q\"\", b\",far,8,false\n3,UA\n")
                .onMalformed(Malformed.quarantine(refused));
        for (int reading = 0; reading < 2; reading++) {
            assertThat(rows.toList()).hasSize(1);
            assertThat(refused).hasContent(HEADER + "2,\"A \"\"q\"\", b\",far,8,false\n3,UA\n");
        }
        Files.writeString(
                refused, Files.readString(refused).replace("far", "200").replace("3,UA", "3,UA,1,2,1"));
        assertThat(Rows.csv(refused, Flight.class).toList())
                .containsExactly(new Flight(2, "A \"q\", b", 200, 8, false), new Flight(3, "UA", 1, 2, true));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aReadingThatIsBrokenOffLeavesTheQuarantineFileAsItWas() throws IOException {
        Path refused = file("refused.csv", "before");
        CsvRows<Flight> rows =
                flights("1,AA,x,7,true\n2,AA,1,7,true\n3,AA,1,7,true\n").onMalformed(Malformed.quarantine(refused));
        try (Stream<Flight> stream = rows.stream()) {
            assertThat(stream.findFirst()).isPresent();
        }
        assertThat(refused).hasContent("before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aFileCannotBeItsOwnQuarantine() throws IOException {
        CsvRows<Flight> rows = flights("");
        Malformed policy = Malformed.quarantine(folder.resolve("x/../flights.csv"));
        assertThatThrownBy(() -> rows.onMalformed(policy)).isInstanceOf(DataException.class);
    }

    @Test
    void aMissingFileIsNamedWithItsNearNames() throws IOException {
        flights("");
        CsvRows<Flight> rows = Rows.csv(folder.resolve("flihgts.csv"), Flight.class);
        assertThatThrownBy(rows::iterator)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no such file; did you mean flights.csv?");
        assertThatThrownBy(Rows.csv(folder.resolve("no/flights.csv"), Flight.class)::iterator)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nor is there a folder");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(Rows.csv(folder, Flight.class)::iterator).hasMessageContaining("is a folder");
    }

    @Test
    void anEmptyFileIsAnErrorAndAHeaderAloneIsNot() throws IOException {
        assertThatThrownBy(Rows.csv(file("empty.csv", ""), Flight.class)::toList)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is empty: its first line should name the columns id, carrier");
        for (String nothing : List.of("\n\r\n", "\uFEFF", "\uFEFF\n")) {
            assertThatThrownBy(Rows.csv(file("empty.csv", nothing), Flight.class)::toList)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("is empty");
        }
        assertThat(flights("").toList()).isEmpty();
    }

    @Test
    void aHeaderWithoutANeededColumnNamesItAndTheNearest() throws IOException {
        Path file = file("h.csv", "id,carier,distance,hour,late\n");
        HeaderException e = catchThrowableOfType(
                HeaderException.class, () -> Rows.csv(file, Flight.class).toList());
        assertThat(e.columns()).containsExactly("carrier");
        assertThat(e).hasMessageContaining("line 1: the header lacks the column carrier: did you mean \"carier\"?");
    }

    @Test
    void aHeaderOfOneCellHintsAtTheSeparator() throws IOException {
        for (char separator : new char[] {';', '\t', '|'}) {
            Path file = file("h.csv", HEADER.replace(',', separator));
            String shown = separator == '\t' ? "\\t" : String.valueOf(separator);
            assertThatThrownBy(Rows.csv(file, Flight.class)::toList)
                    .isInstanceOf(HeaderException.class)
                    .hasMessageContaining("say so by separator('" + shown + "')");
            assertThat(Rows.csv(file, Flight.class).separator(separator).toList())
                    .isEmpty();
        }
        assertThatThrownBy(Rows.csv(file("h.csv", HEADER), Flight.class).separator(';')::toList)
                .hasMessageContaining("separator(',')");
    }

    @Test
    void aFileWithoutAHeaderIsAskedForOne() throws IOException {
        assertThatThrownBy(Rows.csv(file("h.csv", "1,AA,1,1,1\n2,UA,1,1,1\n"), Flight.class)::toList)
                .isInstanceOf(HeaderException.class)
                .hasMessageEndingWith("it has: 1, AA, 1, 1, 1; is the first line a header at all?");
    }

    @Test
    void textOfTwoBytesACharacterIsRecognisedInTheHeader() throws IOException {
        Path file = Files.write(folder.resolve("h.csv"), HEADER.getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(Rows.csv(file, Flight.class)::toList)
                .isInstanceOf(HeaderException.class)
                .hasMessageContaining("UTF-16")
                .hasMessageContaining("charset(...)");
    }

    @Test
    void aHeaderThatNamesANeededColumnTwiceIsRefused() throws IOException {
        Path file = file("h.csv", "id,carrier,distance,hour,late,id\n");
        assertThatThrownBy(Rows.csv(file, Flight.class)::toList)
                .isInstanceOf(HeaderException.class)
                .hasMessageContaining("twice: id");
    }

    @Test
    void bytesThatAreNotOfTheCharsetAreFoundAndNotReplaced() throws IOException {
        Path file = folder.resolve("latin.csv");
        String text = HEADER + "1,AA,1,1,1\n".repeat(20_000) + "2,Zürich,1,1,1\n";
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        CsvRows<Flight> rows = Rows.csv(file, Flight.class).onMalformed(Malformed.skip());
        RowException e = catchThrowableOfType(RowException.class, rows::toList);
        assertThat(e.line()).isEqualTo(20_002);
        assertThat(e.value()).isEqualTo("FC");
        assertThat(e).hasMessageContaining("not UTF-8 (FC)").hasMessageContaining("charset(...)");
        List<Flight> read = rows.charset(StandardCharsets.ISO_8859_1).toList();
        assertThat(read.get(20_000).carrier()).isEqualTo("Zürich");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() throws IOException {
        assertThat(Rows.csv(file("bom.csv", "\uFEFF" + HEADER + "1,AA,1,1,1\n"), Flight.class)
                        .toList())
                .hasSize(1);
        assertThat(Rows.csv(file("bom.csv", "\uFEFF\"id\"" + HEADER.substring(2) + "1,AA,1,1,1\n"), Flight.class)
                        .toList())
                .hasSize(1);
    }

    @Test
    void anotherCharsetAndSeparatorAreReadAndQuarantined() throws IOException {
        Charset utf16 = StandardCharsets.UTF_16LE;
        Path file = folder.resolve("f.tsv");
        Files.write(file, (HEADER + "1,Ä,1,1,1\n2,Ö,x,1,1\n").replace(',', '\t').getBytes(utf16));
        Path refused = folder.resolve("refused.tsv.gz");
        CsvRows<Flight> rows =
                Rows.csv(file, Flight.class).charset(utf16).separator('\t').onMalformed(Malformed.quarantine(refused));
        assertThat(rows.toList()).hasSize(1);
        CsvRows<Flight> again =
                Rows.csv(refused, Flight.class).charset(utf16).separator('\t').onMalformed(Malformed.skip());
        assertThat(again.toList()).isEmpty();
        assertThat(again.report().malformed()).isEqualTo(1);
    }

    @Test
    void gzipIsReadByItsEndingAndATruncatedOneIsAnError() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write((HEADER + "1,AA,1,1,1\n".repeat(1000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = out.toByteArray();
        Path file = Files.write(folder.resolve("f.csv.gz"), whole);
        assertThat(Rows.csv(file, Flight.class).toList()).hasSize(1000);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(Rows.csv(file, Flight.class)::toList)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cut short");
        Files.writeString(file, HEADER);
        assertThatThrownBy(Rows.csv(file, Flight.class)::toList)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void textBehindAClosingQuoteIsAnError() throws IOException {
        CsvRows<Flight> rows = flights("1,AA,1,1,1\n2,\"AA\"x,1,1,1\n").onMalformed(Malformed.skip());
        assertThatThrownBy(rows::toList).isInstanceOf(RowException.class).hasMessageContaining("quotes");
    }

    @Test
    void aQuoteThatNeverClosesIsAnErrorWhateverThePolicy() throws IOException {
        String lines = "1,AA,1,1,1\n2,\"AA,1,1,1\n" + "3,UA,1,1,1\n".repeat(20);
        Path refused = folder.resolve("refused.csv");
        for (Malformed policy : List.of(Malformed.fail(), Malformed.skip(), Malformed.quarantine(refused))) {
            CsvRows<Flight> rows = flights(lines).onMalformed(policy);
            RowException e = catchThrowableOfType(RowException.class, rows::toList);
            assertThat(e.line()).isEqualTo(3);
            assertThat(e).hasMessageContaining("a quote opens in this row and never closes");
            assertThat(refused).doesNotExist();
        }
        assertThatThrownBy(flights("1,AA,1,1,\"1").onMalformed(Malformed.skip())::toList)
                .isInstanceOf(RowException.class);
        assertThatThrownBy(flights("1,AA,1,1,\"\"\"\n").onMalformed(Malformed.skip())::toList)
                .isInstanceOf(RowException.class);
    }

    @Test
    void theLastQuoteMayStandAtTheEndOfTheFile() throws IOException {
        for (String end : List.of("", "\n", "\r\n")) {
            assertThat(flights("1,\"A\"\"\",1,1,\"1\"" + end).toList())
                    .containsExactly(new Flight(1, "A\"", 1, 1, true));
            assertThat(flights("1,A\"A,1,1,1" + end).toList()).containsExactly(new Flight(1, "A\"A", 1, 1, true));
        }
    }

    @Test
    void aMessageIsOneLine() throws IOException {
        assertThatThrownBy(flights("1,AA,\"a\r\n\tb\",1,1\n")::toList)
                .isInstanceOfSatisfying(
                        RowException.class, e -> assertThat(e.value()).isEqualTo("a\r\n\tb"))
                .hasMessageContaining("value \"a\\r\\n\\tb\"");
    }

    @Test
    void aRecordThatRefusesItsValuesIsAMalformedRow() throws IOException {
        CsvRows<Positive> rows =
                Rows.csv(file("p.csv", "x\n1\n-2\n"), Positive.class).onMalformed(Malformed.skip());
        assertThat(rows.toList()).containsExactly(new Positive(1));
        assertThat(rows.report().examples().get(0)).hasMessageContaining("x must not be below 0");
    }

    @Test
    void furtherCellsMayMeanMissing() throws IOException {
        assertThat(flights("1,NA,NA,NA,true\n").missing("", "NA").toList())
                .containsExactly(new Flight(1, null, Double.NaN, null, true));
    }

    @Test
    void anEnumNamesItsConstants() throws IOException {
        record Paint(Colour colour) {}
        Path file = file("c.csv", "colour\nREDD\n");
        assertThatThrownBy(Rows.csv(file, Paint.class)::toList)
                .hasMessageContaining("not a Colour; did you mean \"RED\"? it has: RED, GREEN");
    }

    @Test
    void aTypeThatNoTextHoldsIsRefusedAtOnce() {
        record Odd(List<String> tags) {}
        assertThatThrownBy(() -> Rows.csv(folder.resolve("x.csv"), Odd.class))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("\"tags\"");
    }

    @Test
    void equalTextsOfAColumnAreOneObject() throws IOException {
        List<Flight> rows = flights("1,AA,1,1,1\n2,AA,1,1,1\n").toList();
        assertThat(rows.get(0).carrier()).isSameAs(rows.get(1).carrier());
    }

    @Test
    void aColumnOfManyTextsIsReadBack() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 70_000; i++) {
            lines.append(i).append(",N").append(i).append(",1,1,1\n");
        }
        List<Flight> rows = flights(lines.toString()).toList();
        assertThat(rows).allSatisfy(f -> assertThat(f.carrier()).isEqualTo("N" + f.id()));
    }

    @Test
    void decimalsAreReadToTheNearestDouble() throws IOException {
        record Number(String text, double value) {}
        StringBuilder lines = new StringBuilder("text,value\n");
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text =
                    switch (i % 4) {
                        case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 1 ->
                            new BigDecimal(random.nextInt())
                                    .movePointLeft(random.nextInt(9))
                                    .toPlainString();
                        case 2 -> Long.toString(random.nextLong());
                        default ->
                            new BigDecimal(random.nextLong())
                                    .movePointLeft(random.nextInt(30))
                                    .toPlainString();
                    };
            lines.append(text).append(',').append(text).append('\n');
        }
        List<Number> rows =
                Rows.csv(file("n.csv", lines.toString()), Number.class).toList();
        assertThat(rows).hasSize(20_000);
        assertThat(rows).allSatisfy(n -> assertThat(Double.doubleToLongBits(n.value()))
                .isEqualTo(Double.doubleToLongBits(Double.parseDouble(n.text()))));
    }

    @Test
    void dayAfterDayIsReadAsTheCalendarHasIt() throws IOException {
        record Time(Instant at) {}
        StringBuilder lines = new StringBuilder("at\n");
        Instant first = Instant.parse("1899-12-30T12:34:56Z");
        for (int i = 0; i < 80_000; i++) {
            lines.append(first.plusSeconds(i * 86_400L)).append('\n');
        }
        AtomicInteger day = new AtomicInteger();
        for (Time time : Rows.csv(file("t.csv", lines.toString()), Time.class)) {
            assertThat(time.at()).isEqualTo(first.plusSeconds(day.getAndIncrement() * 86_400L));
        }
        assertThat(day).hasValue(80_000);
        for (String wrong : List.of("2013-02-29T00:00:00Z", "2013-1-01T00:00:00ZZ", "2013-13-01T00:00:00Z", "soon")) {
            Path file = file("t.csv", "at\n" + wrong + "\n");
            assertThatThrownBy(Rows.csv(file, Time.class)::toList).hasMessageContaining("not a time");
        }
    }

    @Test
    void rowsAreGoneThroughAgainAndFiltered() throws IOException {
        CsvRows<Flight> rows = flights("1,AA,1,1,1\n2,UA,1,1,0\n3,UA,1,1,1\n");
        Rows<Flight> late = rows.filter(Flight::late);
        assertThat(late).hasSize(2);
        assertThat(late).hasSize(2);
        assertThat(late.filter(f -> f.id() > 1).toList()).extracting(Flight::id).containsExactly(3L);
        assertThat(late.report().rows()).isEqualTo(3);
        assertThat(Rows.of(rows).report().rows()).isEqualTo(3);
        assertThat(Rows.of(rows.toList()).filter(Flight::late).stream()).hasSize(2);
        Iterator<Flight> iterator = rows.iterator();
        iterator.next();
        assertThat(rows.toList()).hasSize(3);
        assertThat(iterator.next().id()).isEqualTo(2);
    }

    @Test
    void severalThreadsReadTheSameRows() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            lines.append(i)
                    .append(",C")
                    .append(i % 7)
                    .append(',')
                    .append(i / 4.0)
                    .append(",1,1\n");
        }
        CsvRows<Flight> rows = flights(lines.append("x,,,,\n").toString()).onMalformed(Malformed.skip());
        List<Flight> expected = rows.toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Flight>>> readings = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readings.add(threads.submit(rows::toList));
            }
            for (Future<List<Flight>> reading : readings) {
                assertThat(reading.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(rows.report().malformed()).isEqualTo(1);
    }

    @Test
    void aReadingThatFailsLeavesNothingBehind() throws IOException {
        Path refused = folder.resolve("refused.csv");
        CsvRows<Flight> rows = flights("x,AA,1,1,1\n2,\"AA\"x,1,1,1\n").onMalformed(Malformed.quarantine(refused));
        assertThatThrownBy(rows::toList).isInstanceOf(RowException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThatThrownBy(flights("").onMalformed(Malformed.quarantine(folder.resolve("no/refused.csv")))::toList)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("quarantine file cannot be written");
    }

    @Test
    void anActionThatThrowsStopsTheReadingAndLeavesNothingBehind() throws IOException {
        CsvRows<Flight> rows =
                flights("1,AA,1,1,1\n2,AA,1,1,1\n").onMalformed(Malformed.quarantine(folder.resolve("refused.csv")));
        assertThatThrownBy(() -> rows.filter(f -> Math.incrementExact(Integer.MAX_VALUE) > f.id())
                        .toList())
                .isInstanceOf(ArithmeticException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
