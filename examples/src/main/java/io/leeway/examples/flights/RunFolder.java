package io.leeway.examples.flights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The folder of one run: its registry, what it trained, its decisions and its report; and the seed that it was started with. */
record RunFolder(Path path) {

    private static final String SEED = "seed.txt";

    /**
     * Makes a folder of its own for a new run, or finds the newest one where a run is resumed.
     *
     * @throws ResumeException if there is no run to resume, or it was started with another seed
     */
    static RunFolder open(Options options) throws IOException {
        return options.resume() ? newest(options) : next(options);
    }

    private static RunFolder next(Options options) throws IOException {
        Files.createDirectories(options.out());
        for (int number = 1; ; number++) {
            Path path = options.out().resolve("run-" + number);
            if (Files.exists(path)) {
                continue;
            }
            try {
                Files.createDirectory(path);
            } catch (FileAlreadyExistsException takenByAnotherProcess) {
                continue;
            }
            writeSeed(path, options.seed());
            return new RunFolder(path);
        }
    }

    private static RunFolder newest(Options options) throws IOException {
        int number = 1;
        while (Files.exists(options.out().resolve("run-" + number))) {
            number++;
        }
        if (number == 1) {
            throw new ResumeException("there is no run to resume in " + options.out() + "; leave --resume out");
        }
        Path path = options.out().resolve("run-" + (number - 1));
        if (!Files.exists(path.resolve(SEED))) {
            // It was killed before it did anything.
            writeSeed(path, options.seed());
        }
        String seed =
                Files.readString(path.resolve(SEED), StandardCharsets.UTF_8).strip();
        if (!seed.equals(Long.toString(options.seed()))) {
            throw new ResumeException(String.format(
                    Locale.ROOT,
                    "the run in %s was started with seed %s and cannot go on with seed %d; add --seed %s",
                    path,
                    seed,
                    options.seed(),
                    seed));
        }
        return new RunFolder(path);
    }

    private static void writeSeed(Path path, long seed) throws IOException {
        Path partial = Files.writeString(path.resolve(SEED + ".partial"), seed + "\n", StandardCharsets.UTF_8);
        Files.move(partial, path.resolve(SEED), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    Path models() {
        return path.resolve("models");
    }

    Path trained() {
        return path.resolve("trained");
    }

    Path decisions() {
        return path.resolve("decisions.txt");
    }

    Path report() {
        return path.resolve("report.html");
    }
}
