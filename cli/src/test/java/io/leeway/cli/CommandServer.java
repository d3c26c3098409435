package io.leeway.cli;

import java.io.FileReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs the commands of a shell in one process, which starts once for all of them and has the shell's folder. A request on the named pipe is a folder
 * and the arguments, each with a NUL behind it; the answer is in the folder: {@code out}, {@code err}, and the exit code through the named pipe
 * {@code code}.
 */
final class CommandServer {
    /** What the shell calls; {@code PIPE} names the pipe. */
    static final String FUNCTION = """
            leeway() {
              local at code
              at=$(mktemp -d "$PIPE.XXXXXX") && mkfifo "$at/code" || return
              printf '%s\\0' "$at" "$@" > "$PIPE"
              read -r code < "$at/code"
              cat "$at/out"
              cat "$at/err" >&2
              return "$code"
            }
            """;

    private CommandServer() {}

    public static void main(String[] args) throws IOException {
        while (true) {
            StringWriter request = new StringWriter();
            try (Reader pipe = new FileReader(args[0], StandardCharsets.UTF_8)) {
                pipe.transferTo(request);
            }
            String[] texts = request.toString().split("\0", -1);
            serve(Path.of(texts[0]), Arrays.copyOfRange(texts, 1, texts.length - 1));
        }
    }

    private static void serve(Path at, String... command) throws IOException {
        int code;
        try (var out = Files.newOutputStream(at.resolve("out"));
                var err = new PrintStream(Files.newOutputStream(at.resolve("err")), false, StandardCharsets.UTF_8)) {
            code = LeewayCommand.run(out, err, command);
        }
        Files.writeString(at.resolve("code"), code + "\n");
    }
}
