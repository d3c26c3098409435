package io.leeway.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of scores, a line a row; nothing if none is wanted. */
final class ScoreFile implements AutoCloseable {
    private final Optional<Path> file;
    private final Optional<BufferedWriter> out;

    private ScoreFile(Optional<Path> file, Optional<BufferedWriter> out) {
        this.file = file;
        this.out = out;
    }

    static ScoreFile open(@Nullable Path file) {
        if (file == null) {
            return new ScoreFile(Optional.empty(), Optional.empty());
        }
        try {
            BufferedWriter writer = Files.newBufferedWriter(file);
            writer.write("score\n");
            return new ScoreFile(Optional.of(file), Optional.of(writer));
        } catch (IOException e) {
            throw Disk.failed("write", file, e);
        }
    }

    boolean isWanted() {
        return out.isPresent();
    }

    void add(double score) {
        try {
            if (out.isPresent()) {
                out.get().write(Double.toString(score));
                out.get().write('\n');
            }
        } catch (IOException e) {
            throw Disk.failed("write", file.orElseThrow(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (out.isPresent()) {
                out.get().close();
            }
        } catch (IOException e) {
            throw Disk.failed("write", file.orElseThrow(), e);
        }
    }
}
