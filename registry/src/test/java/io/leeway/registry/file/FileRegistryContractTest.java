package io.leeway.registry.file;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.contract.ModelRegistryContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class FileRegistryContractTest extends ModelRegistryContract {

    @TempDir
    private Path folder;

    @Override
    protected ModelRegistry emptyRegistry(Clock clock) {
        return FileRegistry.open(folder.resolve("models"), clock);
    }
}
