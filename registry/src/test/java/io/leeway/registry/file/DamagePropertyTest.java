package io.leeway.registry.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.UnreadableRegistryException;
import io.leeway.registry.contract.SteppingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Whatever happens to a file, the answer is the right one or a typed error; never another answer. */
class DamagePropertyTest {

    private static SimulatedDisk filled() {
        SimulatedDisk disk = new SimulatedDisk();
        FileRegistry registry = new FileRegistry(disk, new SteppingClock());
        Lineage lineage = Lineage.none()
                .trainedOn("d", 5)
                .trainedBy("t")
                .parent(1)
                .metric("logLoss", 0.25)
                .metric("auc", Double.NaN)
                .gate("g", "passed");
        registry.register("m", artifact("one").metadata("k", "v").lineage(lineage));
        registry.register("m", artifact("two"));
        registry.moveAlias("m", "champion", 0, 1, "first");
        registry.moveAlias("m", "champion", 1, 2, "better");
        return disk;
    }

    private static ModelArtifact artifact(String content) {
        return ModelArtifact.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private record Answers(RegisteredModel model, List<String> contents) {}

    private static Answers answers(SimulatedDisk disk) {
        FileRegistry registry = new FileRegistry(disk, new SteppingClock());
        RegisteredModel model = registry.model("m");
        List<String> contents = new ArrayList<>();
        for (ModelVersion version : model.versions()) {
            contents.add(new String(registry.read(version), StandardCharsets.UTF_8));
        }
        return new Answers(model, contents);
    }

    private static void rightOrTypedError(SimulatedDisk disk, String what) {
        Answers right = answers(filled());
        try {
            assertThat(answers(disk)).as(what).isEqualTo(right);
        } catch (UnreadableRegistryException e) {
            assertThat(e.getMessage()).as(what).contains("/simulated/", "m");
        } catch (NotFoundException e) {
            assertThat(e.kind()).as(what).isEqualTo(NotFoundException.Kind.MODEL);
            assertThat(disk.exists("models/m/state.json")).as(what).isFalse();
        }
    }

    private static String pick(SimulatedDisk disk, int choice) {
        List<String> files = disk.files();
        return files.get(choice % files.size());
    }

    @Property(tries = 400)
    void aChangedByte(@ForAll @IntRange(max = 99) int choice, @ForAll long seed) throws IOException {
        SimulatedDisk disk = filled();
        String file = pick(disk, choice);
        byte[] bytes = disk.readAll(file);
        Random random = new Random(seed);
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        disk.damage(file, bytes);

        rightOrTypedError(disk, file + " with a changed bit in byte " + at);
    }

    @Property(tries = 300)
    void aTruncatedFile(@ForAll @IntRange(max = 99) int choice, @ForAll @IntRange(max = 4000) int length)
            throws IOException {
        SimulatedDisk disk = filled();
        String file = pick(disk, choice);
        byte[] bytes = disk.readAll(file);
        int shorter = length % bytes.length;
        disk.damage(file, Arrays.copyOf(bytes, shorter));

        rightOrTypedError(disk, file + " cut off at " + shorter);
    }

    @Property(tries = 200)
    void aStretchOfZerosOrNoise(@ForAll @IntRange(max = 99) int choice, @ForAll long seed) throws IOException {
        SimulatedDisk disk = filled();
        String file = pick(disk, choice);
        byte[] bytes = disk.readAll(file);
        Random random = new Random(seed);
        int from = random.nextInt(bytes.length);
        boolean zeros = random.nextBoolean();
        for (int i = from; i < bytes.length && i < from + 64; i++) {
            bytes[i] = zeros ? 0 : (byte) random.nextInt();
        }
        disk.damage(file, bytes);

        rightOrTypedError(disk, file + " with a damaged stretch from " + from);
    }

    @Property(tries = 40)
    void aMissingFile(@ForAll @IntRange(max = 99) int choice) throws IOException {
        SimulatedDisk disk = filled();
        String file = pick(disk, choice);
        disk.lose(file);

        rightOrTypedError(disk, "without " + file);
    }

    @Property(tries = 100)
    void aFileInThePlaceOfAnother(@ForAll @IntRange(max = 99) int from, @ForAll @IntRange(max = 99) int to)
            throws IOException {
        SimulatedDisk disk = filled();
        String source = pick(disk, from);
        String target = pick(disk, to);
        disk.damage(target, disk.readAll(source));

        rightOrTypedError(disk, target + " replaced by " + source);
    }

    @Property(tries = 500)
    void foldersOfDifferentNamesDifferEvenWhereCaseDoesNotCount(
            @ForAll @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 3)
                    String one,
            @ForAll @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 3)
                    String two) {
        Assume.that(!one.equals(two));
        String first = Layout.encode(ModelName.of(one));
        String second = Layout.encode(ModelName.of(two));

        assertThat(first.toLowerCase(Locale.ROOT)).isNotEqualTo(second.toLowerCase(Locale.ROOT));
        assertThat(Layout.decode(first)).contains(ModelName.of(one));
    }

    @Property(tries = 500)
    void noTextBreaksTheDecodingOfFolders(@ForAll @StringLength(max = 12) String folder) {
        Layout.decode(folder).ifPresent(name -> assertThat(Layout.encode(name)).isEqualTo(folder));
    }
}
