package io.leeway.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A training command: writes a model that was trained before, or does what commands should not. */
public final class StandInTraining {

    private StandInTraining() {}

    /**
     * Does one thing.
     *
     * @param arguments what to do, the file of rows, the file to write, and the model to write there
     * @throws Exception if it fails
     */
    public static void main(String[] arguments) throws Exception {
        Path rows = Path.of(arguments[1]);
        Path model = Path.of(arguments[2]);
        List<String> lines = Files.readAllLines(rows);
        System.out.println("rows: " + (lines.size() - 1));
        System.out.println("file: " + rows);
        System.out.println("header: " + lines.get(0));
        switch (arguments[0]) {
            case "train" -> Files.copy(Path.of(arguments[3]), model);
            case "fail" -> {
                System.err.println("ValueError: Input X contains NaN.");
                System.exit(3);
            }
            case "hang" -> hang(arguments);
            case "nothing" -> System.out.println("done");
            case "garbage" -> Files.writeString(model, "this is no model");
            case "chatter" -> chatter();
            case "ask" -> System.exit(System.in.read() == -1 ? 4 : 5);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Starts a process that hangs, and hangs itself. */
    private static void hang(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 3) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            StandInTraining.class.getName(),
                            "hang",
                            arguments[1],
                            arguments[2])
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Files.writeString(Path.of(arguments[3]), Long.toString(child.pid()));
        }
        new CountDownLatch(1).await();
    }

    private static void chatter() {
        String line = "epoch 1, loss 0.5".repeat(50);
        while (true) {
            System.out.println(line);
        }
    }
}
