package io.leeway.onnx;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.leeway.onnx.TrainingCommandException.Problem;
import io.leeway.pipeline.TrainingRequest;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder of one run of a training command: its rows, its model, what it printed. Deleted when it is closed. */
record TrainingFolder(List<String> command, Path path) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TrainingFolder.class.getName());

    static TrainingFolder create(List<String> command) {
        try {
            return new TrainingFolder(command, Files.createTempDirectory("leeway-training"));
        } catch (IOException e) {
            throw failed(command, "was not started, because no temporary folder can be made (" + e + ")", e);
        }
    }

    Path rows() {
        return path.resolve("rows.csv");
    }

    Path model() {
        return path.resolve("model.onnx");
    }

    Path log() {
        return path.resolve("log.txt");
    }

    <R> void writeRows(TrainingRequest<R> request) {
        List<Feature<R>> columns = new ArrayList<>(request.schema().features());
        request.schema().response().ifPresent(columns::add);
        try (CsvWriter csv = CsvWriter.builder().build(rows(), StandardCharsets.UTF_8)) {
            csv.writeRecord(columns.stream().map(Feature::name).toList());
            String[] fields = new String[columns.size()];
            for (R row : request.rows()) {
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = field(columns.get(i), row);
                }
                csv.writeRecord(fields);
            }
        } catch (IOException | UncheckedIOException e) {
            throw failed(
                    command, "was not started, because its rows cannot be written to " + rows() + " (" + e + ")", e);
        }
    }

    /** A missing value is an empty field; a whole number has no point, so that a class stays what it is. */
    private static <R> String field(Feature<R> column, R row) {
        if (column.type() == FeatureType.CATEGORICAL) {
            String category = column.category(row);
            return category == null ? "" : category;
        }
        double number = column.number(row);
        if (Double.isNaN(number)) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < 0x1p53
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    byte[] readModel() {
        if (!Files.isRegularFile(model())) {
            throw new TrainingCommandException(
                    Problem.NO_MODEL,
                    command,
                    "ended well, but wrote no model: it is to write the file that stands for " + OnnxTraining.MODEL,
                    0,
                    logTail(),
                    null);
        }
        try {
            Examination.requireSize(Files.size(model()), OnnxFormat.DEFAULT_MAX_BYTES);
            return Files.readAllBytes(model());
        } catch (IOException e) {
            throw failed(command, "wrote a model that cannot be read (" + e + ")", e);
        }
    }

    /** The end of what was printed; a character cut in two at its beginning is replaced. */
    String logTail() {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(OnnxTraining.LOG_TAIL, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(what it printed cannot be read: " + e + ")";
        }
    }

    private static TrainingCommandException failed(List<String> command, String what, Exception cause) {
        return new TrainingCommandException(Problem.FILES, command, what, -1, "", cause);
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the folder of a training command could not be deleted: " + path, e);
        }
    }
}
