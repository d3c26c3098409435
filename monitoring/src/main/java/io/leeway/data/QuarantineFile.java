package io.leeway.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The refused rows of a reading, gathered beside the quarantine file and put in its place at the end. */
final class QuarantineFile {
    private final Path target;
    private final Path partial;
    private final CsvWriter writer;

    private QuarantineFile(Path target, Path partial, CsvWriter writer) {
        this.target = target;
        this.partial = partial;
        this.writer = writer;
    }

    static QuarantineFile start(Path target, Charset charset, char separator, List<String> header) {
        Path absolute = target.toAbsolutePath();
        try {
            Path partial = Files.createTempFile(absolute.getParent(), "." + absolute.getFileName(), ".partial");
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial));
            if (CsvFiles.isGzip(target)) {
                out = new GZIPOutputStream(out);
            }
            CsvWriter writer =
                    CsvWriter.builder().fieldSeparator(separator).build(new OutputStreamWriter(out, charset));
            QuarantineFile file = new QuarantineFile(absolute, partial, writer);
            file.write(header);
            return file;
        } catch (IOException e) {
            throw new DataException(target, "the quarantine file cannot be written: " + e, e);
        }
    }

    void write(List<String> cells) {
        try {
            writer.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw new DataException(target, "the quarantine file cannot be written: " + e.getCause(), e);
        }
    }

    void commit() {
        try {
            writer.close();
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DataException(target, "the quarantine file cannot be written: " + e, e);
        }
    }

    void drop() {
        try {
            writer.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new DataException(target, "what was begun beside the quarantine file cannot be removed: " + e, e);
        }
    }
}
