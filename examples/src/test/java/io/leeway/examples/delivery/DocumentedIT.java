package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide to deliveries and the page on their data say is so. */
@Tag("delivery")
class DocumentedIT {
    private static final Path EXAMPLES = Path.of("").toAbsolutePath();
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("\\$ \\./stage (.+)\n((?:[^$].*\n)*)");

    @TempDir
    private Path folder;

    @Test
    void theStagesOfTheGuidePrintWhatItShows() throws IOException {
        Matcher console = CONSOLE.matcher(Files.readString(EXAMPLES.resolveSibling("docs/delivery.md")));
        assertThat(console.find()).isTrue();
        Sample sample = Sample.in(folder);
        Matcher command = COMMAND.matcher(console.group(1));
        int commands = 0;
        while (command.find()) {
            assertThat(sameEachTime(sample.mustStage(command.group(1))))
                    .as("./stage " + command.group(1))
                    .isEqualTo(sameEachTime(command.group(2)));
            commands++;
        }
        assertThat(commands).isEqualTo(8);
    }

    /** Without times and digests. */
    private static String sameEachTime(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("sha256 [0-9a-f]{12}", "DIGEST")
                .replaceAll("commit [0-9a-f]{40}", "COMMIT")
                .replaceAll("41,0\\d\\d bytes", "SIZE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flights.csv.gz", "later.csv.gz"})
    void theCommittedFlightsAreThoseThatTheCommandTakes(String name) throws IOException {
        Path data = Files.createDirectories(folder.resolve("examples/delivery/data"));
        Path year = folder.resolve("examples/src/main/resources/io/leeway/examples/flights");
        Files.createDirectories(year);
        Files.copy(
                EXAMPLES.resolve("src/main/resources/io/leeway/examples/flights/flights-2013.csv.gz"),
                year.resolve("flights-2013.csv.gz"));
        Path program = Files.copy(EXAMPLES.resolve("delivery/data/make-data"), data.resolve("make-data"));

        Shell.must(data, Shell.machine(), "sh", program.toString());

        String digest = digest(EXAMPLES.resolve("delivery/data").resolve(name));
        assertThat(digest(data.resolve(name))).isEqualTo(digest);
        assertThat(Files.readString(EXAMPLES.resolve("delivery/data/README.md")))
                .contains("`" + digest + "`");
    }

    /** The SHA-256 of what is compressed in a file. */
    private static String digest(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
