package io.leeway.registry.file;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.contract.disk.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that registers versions and moves the alias {@code champion} to each; prints what was acknowledged. */
public final class RegistryProcess {

    static final ModelName MODEL = ModelName.of("shared");

    private RegistryProcess() {}

    static JavaProcess start(Path folder, String id, int registrations) throws IOException {
        return JavaProcess.start(RegistryProcess.class, folder.toString(), id, Integer.toString(registrations));
    }

    /** The arguments: folder, name of this process, how many versions to register. */
    public static void main(String[] args) {
        try (FileRegistry registry = FileRegistry.open(Path.of(args[0]))) {
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                byte[] bytes = (args[1] + "/" + i).getBytes(StandardCharsets.UTF_8);
                ModelVersion version = registry.register(
                        MODEL, ModelArtifact.of(bytes).metadata("by", args[1]), new Cause(args[1], ""));
                promote(registry, version, args[1]);
                System.out.println(version.number());
                System.out.flush();
            }
        }
    }

    private static void promote(ModelRegistry registry, ModelVersion version, String id) {
        while (true) {
            RegisteredModel model = registry.find(MODEL).orElseThrow();
            int now = model.find(Alias.CHAMPION).map(ModelVersion::number).orElse(0);
            try {
                registry.moveAlias(MODEL, Alias.CHAMPION, now, version.number(), new Cause(id, ""));
                return;
            } catch (AliasConflictException e) {
                // another process was faster: look again
            }
        }
    }
}
