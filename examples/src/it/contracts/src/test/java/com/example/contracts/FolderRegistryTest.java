package com.example.contracts;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.contract.ModelRegistryContract;
import io.leeway.registry.file.FileRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class FolderRegistryTest extends ModelRegistryContract {

    @TempDir
    private Path folder;

    private int registries;

    @Override
    protected ModelRegistry emptyRegistry(Clock clock) {
        return FileRegistry.open(folder.resolve("registry" + registries++), clock);
    }
}
