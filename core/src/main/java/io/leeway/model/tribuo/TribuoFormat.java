package io.leeway.model.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.leeway.model.CorruptModelException;
import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelFormat;
import io.leeway.model.ModelFormats;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.UntrustedModelException;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.Regressor;

/**
 * Reads Tribuo models in their protobuf format, without trusting the bytes.
 *
 * <p>Tribuo's protobuf format names the classes to create. Before Tribuo reads the bytes, every text in them that names
 * a loadable class must be on an allow-list: Tribuo's own classes, the provenance of its configuration library, and
 * those that {@link #trusting} adds. A class that is not on the list is neither initialised nor created. Tribuo's
 * LibLinear models contain a Java-serialised object, so they are not on the list.
 *
 * <pre>{@code
 * TribuoModel<Flight, Label> model = TribuoFormat.create().classifier(schema, bytes, "true");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class TribuoFormat implements ModelFormat {
    /** What the bytes are, for messages. */
    static final String FORM = "Tribuo's protobuf form";

    private static final List<String> OWN = List.of(
            "org.tribuo.*",
            "com.oracle.labs.mlrg.olcut.provenance.*",
            // Trainers that a model's provenance names; nothing is created from them.
            "io.leeway.pipeline.ForestTrainer",
            "io.leeway.pipeline.LeastSquares",
            "io.leeway.pipeline.TreeTrainer");

    /** These models hold a Java-serialised object, which is created when they are read. */
    private static final List<String> JAVA_SERIALISED = List.of(
            "org.tribuo.common.liblinear.*",
            "org.tribuo.classification.liblinear.*",
            "org.tribuo.regression.liblinear.*",
            "org.tribuo.anomaly.liblinear.*");

    private static final TribuoFormat DEFAULT = new TribuoFormat();

    private final List<String> trusted;

    /** Creates a reader for {@link java.util.ServiceLoader}, like {@link #create()}. */
    public TribuoFormat() {
        this(List.of());
    }

    private TribuoFormat(List<String> trusted) {
        this.trusted = trusted;
    }

    /**
     * Returns a reader that allows Tribuo's own classes only.
     *
     * @return the reader
     */
    public static TribuoFormat create() {
        return DEFAULT;
    }

    /**
     * Returns a reader that allows further classes.
     *
     * @param classes binary names of classes ({@code com.acme.RuleModel}), or packages including their subpackages
     *     ({@code com.acme.models.*})
     * @return the reader
     * @throws IllegalArgumentException if a name is blank, only {@code *}, which would allow everything, or has a
     *     {@code *} that does not follow a package
     */
    public TribuoFormat trusting(String... classes) {
        List<String> more = new ArrayList<>(trusted);
        for (String each : classes) {
            if (each.isBlank() || each.equals("*") || each.equals(".*")) {
                throw new IllegalArgumentException("Name a class or a package such as com.acme.models.*, not \"" + each
                        + "\": a model could then create any class of the application.");
            }
            int star = each.indexOf('*');
            if (star >= 0 && !(star == each.length() - 1 && each.endsWith(".*"))) {
                throw new IllegalArgumentException(
                        "A * stands for all that is below a package, such as com.acme.models.*, but \"" + each
                                + "\" would trust other packages whose names begin alike.");
            }
            more.add(each);
        }
        return new TribuoFormat(List.copyOf(more));
    }

    @Override
    public String name() {
        return ModelFormats.DEFAULT;
    }

    @Override
    public <R> Scorer<R> read(ModelSpec<R> spec, byte[] bytes) {
        return spec.kind() == ModelKind.CLASSIFICATION
                ? classifier(spec.schema(), bytes, spec.positiveClass().orElseThrow())
                        .scorer()
                : regressor(spec.schema(), bytes).scorer();
    }

    /**
     * Reads a model.
     *
     * @param bytes the model in Tribuo's protobuf format, as written by {@link TribuoModel#toBytes()}
     * @return the model
     * @throws UntrustedModelException if the bytes name a class that is not on the allow-list
     * @throws CorruptModelException if the bytes are not a model
     */
    public Model<?> read(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        if (bytes.length == 0) {
            throw new CorruptModelException(FORM, 0, "there is nothing in them");
        }
        for (String name : NamedClasses.in(bytes)) {
            if (!trusts(name) && canBeLoaded(name)) {
                throw new UntrustedModelException(
                        name,
                        "The model names the class " + name
                                + ", which is not on the allow-list, so nothing of the model was"
                                + " created. If the class is yours and the model comes from you, read it with"
                                + " TribuoFormat.create().trusting(\"" + name + "\").");
            }
        }
        try {
            return Model.deserialize(ModelProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptModelException(FORM, bytes.length, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            // Tribuo throws a dozen types for fields that contradict each other; the bytes are at fault for each.
            throw new CorruptModelException(FORM, bytes.length, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads a classifier for rows of a schema.
     *
     * @param <R> the type of rows
     * @param schema the schema that the model was trained with
     * @param bytes the model
     * @param positiveClass the class whose probability is the score; see {@link TribuoModel#score}
     * @return the classifier
     * @throws UntrustedModelException if the bytes name a class that is not on the allow-list
     * @throws CorruptModelException if the bytes are not a model
     * @throws MismatchedModelException if the model is not a classifier or does not have the positive class
     */
    public <R> TribuoModel<R, Label> classifier(Schema<R> schema, byte[] bytes, String positiveClass) {
        Model<?> model = read(bytes);
        return TribuoModel.classifier(schema, cast(model, Label.class), positiveClass);
    }

    /**
     * Reads a regressor for rows of a schema.
     *
     * @param <R> the type of rows
     * @param schema the schema that the model was trained with
     * @param bytes the model
     * @return the regressor
     * @throws UntrustedModelException if the bytes name a class that is not on the allow-list
     * @throws CorruptModelException if the bytes are not a model
     * @throws MismatchedModelException if the model is not a regressor of one number
     */
    public <R> TribuoModel<R, Regressor> regressor(Schema<R> schema, byte[] bytes) {
        return TribuoModel.regressor(schema, cast(read(bytes), Regressor.class));
    }

    private static <T extends org.tribuo.Output<T>> Model<T> cast(Model<?> model, Class<T> output) {
        if (!model.validate(output)) {
            throw new MismatchedModelException(
                    "kind of output",
                    output.getSimpleName(),
                    model.getOutputIDInfo().getClass().getSimpleName());
        }
        return model.castModel(output);
    }

    /** Says whether a class may be created. */
    boolean trusts(String name) {
        if (matches(trusted, name)) {
            return true;
        }
        return matches(OWN, name) && !matches(JAVA_SERIALISED, name);
    }

    private static boolean matches(List<String> patterns, String name) {
        for (String each : patterns) {
            boolean all = each.endsWith("*");
            if (all ? name.startsWith(each.substring(0, each.length() - 1)) : name.equals(each)) {
                return true;
            }
        }
        return false;
    }

    /** Asks the very loaders that Tribuo would ask; loading without initialising runs none of the class's code. */
    private static boolean canBeLoaded(String name) {
        ClassLoader ofModels = Model.class.getClassLoader();
        ClassLoader ofProvenance = Provenance.class.getClassLoader();
        return canBeLoaded(name, ofModels) || ofProvenance != ofModels && canBeLoaded(name, ofProvenance);
    }

    private static boolean canBeLoaded(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }
}
