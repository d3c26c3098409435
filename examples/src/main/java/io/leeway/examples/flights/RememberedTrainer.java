package io.leeway.examples.flights;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.leeway.model.tribuo.TribuoFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;

/**
 * A trainer that keeps what it has trained, by a digest of the rows and of its own parameters, so that a run that was interrupted does
 * not train again what it had trained already.
 */
final class RememberedTrainer implements Trainer<Label> {

    private final Trainer<Label> trainer;
    private final Path folder;

    RememberedTrainer(Trainer<Label> trainer, Path folder) {
        this.trainer = trainer;
        this.folder = folder;
    }

    @Override
    public Model<Label> train(Dataset<Label> rows, Map<String, Provenance> run) {
        return train(rows, run, INCREMENT_INVOCATION_COUNT);
    }

    @Override
    public Model<Label> train(Dataset<Label> rows, Map<String, Provenance> run, int invocation) {
        Path file = folder.resolve(digest(rows) + ".pb");
        try {
            if (Files.exists(file)) {
                return TribuoFormat.create().read(Files.readAllBytes(file)).castModel(Label.class);
            }
            Model<Label> model = trainer.train(rows, run, invocation);
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, "training", ".partial");
            Files.write(partial, model.serialize().toByteArray());
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep what was trained in " + folder, e);
        }
    }

    private String digest(Dataset<Label> rows) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(trainer.toString().getBytes(StandardCharsets.UTF_8));
            ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
            for (Example<Label> row : rows) {
                digest.update(row.getOutput().getLabel().getBytes(StandardCharsets.UTF_8));
                for (Feature feature : row) {
                    digest.update(feature.getName().getBytes(StandardCharsets.UTF_8));
                    digest.update(number.putDouble(0, feature.getValue()).array());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public int getInvocationCount() {
        return trainer.getInvocationCount();
    }

    @Override
    public void setInvocationCount(int count) {
        trainer.setInvocationCount(count);
    }

    @Override
    public TrainerProvenance getProvenance() {
        return trainer.getProvenance();
    }

    @Override
    public String toString() {
        return trainer.toString();
    }
}
