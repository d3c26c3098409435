package com.example.delay;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.file.FileRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one stage leaves to the next, in a folder that the jobs of a pipeline hand on: a registry of its own with the candidate as it was
 * trained and as it was gated, and a few words in files.
 */
final class Workspace {
    private final Path folder;

    Workspace(Path folder) {
        this.folder = folder;
    }

    /** Opens the registry that holds the candidate until it is registered where services look. */
    ModelRegistry candidates() {
        return FileRegistry.open(folder.resolve("candidates"));
    }

    /** Marks a version of the candidate as the result of a stage. */
    static AliasMove mark(ModelRegistry candidates, String stage, ModelVersion version) {
        int before = candidates
                .find(DelayModel.NAME, stage)
                .map(ModelVersion::number)
                .orElse(0);
        return candidates.moveAlias(DelayModel.NAME, stage, before, version.number(), "the result of " + stage);
    }

    /** The candidate as a stage left it. */
    static ModelVersion candidate(ModelRegistry candidates, String stage) {
        return candidates
                .find(DelayModel.NAME, Alias.of(stage).value())
                .orElseThrow(() -> StageException.failed("there is no candidate yet that went through \"" + stage
                        + "\": run ./stage " + stage + " first"));
    }

    /** A copy of a version that can be registered elsewhere. */
    static ModelArtifact artifact(ModelRegistry candidates, ModelVersion version) {
        return ModelArtifact.of(candidates.read(version))
                .metadata(version.metadata())
                .lineage(version.lineage());
    }

    /** Writes what a later stage has to know. */
    Path note(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e, e);
        }
    }

    /** Reads what an earlier stage left. */
    Optional<String> noted(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e, e);
        }
    }

    /** The number of a version that an earlier stage left. */
    int version(String name, String stage) {
        String text = noted(name)
                .orElseThrow(() -> StageException.failed(
                        folder.resolve(name) + " does not exist: run ./stage " + stage + " first"));
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw StageException.failed(folder.resolve(name) + " holds no number of a version but \"" + text
                    + "\": run ./stage " + stage + " again");
        }
        return Integer.parseInt(text);
    }

    /** Forgets what a stage left, because an earlier one begins anew. */
    void forget(String... names) {
        for (String name : names) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(folder.resolve(name) + ": cannot be deleted: " + e, e);
            }
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
