package io.leeway.onnx;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts {@link MutantScoring} for a range of seeds, again after each crash or hang, and counts what became of the mutants.
 *
 * <p>By hand: {@code java -cp ... io.leeway.onnx.Mutations 0 10000}.
 *
 * @param outcomes the number of mutants by outcome
 * @param remarkable the outcomes that should not be, with their seeds
 */
record Mutations(Map<String, Integer> outcomes, List<String> remarkable) {
    /** Address space of the child in KiB, so that a graph which asks for much memory harms nobody. */
    private static final int ADDRESS_SPACE = 8 * 1024 * 1024;

    public static void main(String[] seeds) throws Exception {
        Mutations mutations = run(Long.parseLong(seeds[0]), Long.parseLong(seeds[1]));
        mutations.outcomes().forEach((outcome, count) -> System.out.println(count + " " + outcome));
        mutations.remarkable().forEach(System.out::println);
    }

    static Mutations run(long from, long to) throws IOException, InterruptedException {
        Mutations mutations = new Mutations(new TreeMap<>(), new ArrayList<>());
        long next = from;
        while (next < to) {
            next = mutations.child(next, to);
        }
        return mutations;
    }

    /** Returns the seed to go on with. */
    private long child(long from, long to) throws IOException, InterruptedException {
        Process child = start(from, to);
        long seed = from - 1;
        boolean done = true;
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("seed ")) {
                    seed = Long.parseLong(line.substring(5));
                    done = false;
                } else if (line.startsWith("done ")) {
                    done = true;
                    count(line.substring(5), seed);
                } else if (line.equals("hang")) {
                    done = true;
                    count("hang", seed);
                }
            }
        }
        int status = child.waitFor();
        if (!done) {
            count("crash with status " + status, seed);
        } else if (status != 0 && seed == from - 1) {
            throw new IOException("the child could not be started: status " + status);
        }
        return seed + 1;
    }

    private void count(String outcome, long seed) {
        outcomes.merge(outcome, 1, Integer::sum);
        if (!outcome.startsWith("refused ") && !outcome.startsWith("accepted ")) {
            remarkable.add(outcome + ", seed " + seed);
        }
    }

    private static Process start(long from, long to) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + File.createTempFile("mutant", ".log"),
                "-cp",
                System.getProperty("java.class.path"),
                MutantScoring.class.getName(),
                Long.toString(from),
                Long.toString(to));
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/bin/bash"))
                && System.getProperty("os.name").equals("Linux")) {
            command.addAll(List.of("/bin/bash", "-c", "ulimit -v " + ADDRESS_SPACE + "; exec \"$@\"", "bash"));
        }
        command.addAll(java);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
