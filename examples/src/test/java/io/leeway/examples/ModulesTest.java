package io.leeway.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published is a real module, although the tests run on the class path. */
class ModulesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Packages with public types that are not exported, each with the reason why it is a package of its own. */
    private static final Map<String, String> INTERNAL = Map.of(
            "io.leeway.onnx.flat", "the compiler of graphs, which must not know ONNX Runtime",
            "io.leeway.monitoring.statistics", "the mathematics of drift tests, which must not know drift",
            "io.leeway.storage", "the locked folder that feedback logs and checkpoints of monitors share",
            "io.leeway.monitoring.json", "the writer of JSON that reports and messages about incidents share",
            "io.leeway.binary", "the byte form that adapters and online models share, which must know neither");

    private static Path classes(String module) {
        return ROOT.resolve(module).resolve("target/classes");
    }

    private static ModuleDescriptor descriptor(String module) {
        return ModuleFinder.of(classes(module))
                .find("io.leeway." + module)
                .orElseThrow()
                .descriptor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitoring", "registry", "core", "onnx", "cli", "testing"})
    void everyPackageWithAPublicTypeIsExportedAndNoOther(String module) {
        Set<String> exported = descriptor(module).exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> published = new ClassFileImporter()
                .importPath(classes(module)).stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getPackageName)
                        .filter(name -> !INTERNAL.containsKey(name))
                        .collect(Collectors.toSet());

        assertThat(exported).isEqualTo(published).doesNotContainAnyElementsOf(INTERNAL.keySet());
    }

    @Test
    void everyInternalPackageExistsHasAReasonAndIsOfAModule() {
        Set<String> packages = Stream.of("monitoring", "registry", "core", "onnx", "cli", "testing")
                .flatMap(module -> descriptor(module).packages().stream())
                .collect(Collectors.toSet());

        assertThat(packages).containsAll(INTERNAL.keySet());
        assertThat(INTERNAL.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitoring", "registry", "core", "onnx", "cli"})
    void thePictureOfTheArchitectureNamesEveryPackage(String module) throws IOException {
        String text = Files.readString(ROOT.resolve("docs/architecture.md"));
        String picture = text.substring(text.indexOf("```"), text.indexOf("## The modules"));

        assertThat(descriptor(module).exports())
                .extracting(export -> export.source().replace("io.leeway.", ""))
                .allSatisfy(name -> assertThat(picture).containsPattern("\\b" + Pattern.quote(name) + "\\b"));
    }

    @Test
    void theModulesFindAllThatTheyRequire() {
        Path[] path = Stream.concat(
                        Stream.of("monitoring", "registry", "core", "onnx", "cli", "testing")
                                .map(ModulesTest::classes),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> entry.endsWith(".jar"))
                                .map(Path::of)
                                .filter(jar -> !jar.startsWith(ROOT) && Files.exists(jar))
                                // "xgboost4j_2.12" can be no module's name; no published module needs it.
                                .filter(jar -> !jar.getFileName().toString().startsWith("xgboost4j")))
                .toArray(Path[]::new);

        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(
                        ModuleFinder.of(path),
                        ModuleFinder.of(),
                        List.of(
                                "io.leeway.monitoring",
                                "io.leeway.registry",
                                "io.leeway.core",
                                "io.leeway.onnx",
                                "io.leeway.cli",
                                "io.leeway.testing"));

        assertThat(configuration.findModule("io.leeway.core").orElseThrow().reads())
                .extracting(read -> read.name())
                .contains("io.leeway.monitoring", "io.leeway.registry", "org.tribuo.core");
        assertThat(configuration.findModule("io.leeway.onnx").orElseThrow().reads())
                .extracting(read -> read.name())
                .contains("io.leeway.core", "com.microsoft.onnxruntime");
        assertThat(descriptor("core").requires())
                .extracting(ModuleDescriptor.Requires::name)
                .doesNotContain("com.microsoft.onnxruntime");
    }
}
