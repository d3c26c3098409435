package io.leeway.cli;

import io.leeway.data.Columns;
import io.leeway.data.DataException;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.FeatureType;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Profiles of CSV files, read row by row in fixed memory, and profiles that were written before. */
final class Profiles {
    private static final byte[] MAGIC = "LWPF".getBytes(StandardCharsets.US_ASCII);

    private final TableOptions options;
    private final Progress progress;

    Profiles(TableOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    static boolean isProfile(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot read it: " + e.getMessage(), e);
        }
    }

    static Profile stored(Path file) {
        return Profile.fromBytes(Disk.bytes(file));
    }

    /** The profile of a file's features; a file without rows is refused, because it would compare as nothing at all. */
    Profile of(Path file, TableSchema schema) {
        if (isProfile(file)) {
            return stored(file);
        }
        Profiler<TableRow> profiler = Profiler.of(schema.bind());
        AtomicLong rows = new AtomicLong();
        try {
            Columns.forEach(options.rows(file, schema), part -> {
                profiler.addColumns(part);
                progress.row(String.valueOf(file.getFileName()), rows.addAndGet(part.rows()));
            });
        } finally {
            progress.done();
        }
        if (rows.get() == 0) {
            throw new DataException(file, "has a header and no rows: there is nothing to profile", null);
        }
        return profiler.profile();
    }

    /** The features that a file is compared by: those of a stored profile, or those of a CSV file. */
    TableSchema features(Path file) {
        if (!isProfile(file)) {
            return options.schemaFor(file).featuresOnly();
        }
        Profile profile = stored(file);
        TableSchema schema = new TableSchema(profile.features().stream()
                .map(name -> profile.type(name) == FeatureType.NUMERIC
                        ? TableColumn.numeric(name)
                        : TableColumn.categorical(name))
                .toList());
        return options.schemaOr(schema).featuresOnly();
    }
}
