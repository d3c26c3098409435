package io.leeway.cli;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which registry. */
final class RegistryOptions {
    @Option(
            names = {"-r", "--registry"},
            paramLabel = "FOLDER",
            defaultValue = "${env:LEEWAY_REGISTRY:-models}",
            description = "The registry's folder. Default: the variable LEEWAY_REGISTRY, or models.")
    private Path folder = Path.of("models");

    /** Opens a registry that is there. */
    ModelRegistry open() {
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    folder + ": no such folder: name that of a registry by --registry, or set LEEWAY_REGISTRY");
        }
        return FileRegistry.open(folder);
    }

    /** Opens a registry, and makes it if it is not there. */
    ModelRegistry openOrCreate() {
        return FileRegistry.open(folder);
    }
}
