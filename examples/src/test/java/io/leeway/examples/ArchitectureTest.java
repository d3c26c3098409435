package io.leeway.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house: which module may know which, and what no module may do. */
@AnalyzeClasses(
        packages = "io.leeway",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeContracts.class})
class ArchitectureTest {

    /** The contracts are tests that are published: in an archive of their own, which ArchUnit does not take for tests. */
    static final class DoNotIncludeContracts implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] MONITORING = {
        "io.leeway.schema..",
        "io.leeway.data..",
        "io.leeway.monitoring..",
        "io.leeway.observation..",
        "io.leeway.feedback..",
        "io.leeway.storage.."
    };
    private static final String[] REGISTRY = {"io.leeway.registry.."};
    private static final String[] CORE = {
        "io.leeway.pipeline..",
        "io.leeway.evaluation..",
        "io.leeway.retraining..",
        "io.leeway.serving..",
        "io.leeway.adaptation..",
        "io.leeway.online..",
        "io.leeway.binary..",
        "io.leeway.card..",
        "io.leeway.model.."
    };
    private static final String[] ONNX = {"io.leeway.onnx.."};
    private static final String[] CLI = {"io.leeway.cli.."};
    private static final String[] TESTING = {"io.leeway.testing.."};
    private static final String[] EXAMPLES = {"io.leeway.examples.."};
    private static final String[] ABOVE_CORE = concat(ONNX, CLI, TESTING, EXAMPLES);

    @ArchTest
    static final ArchRule monitoringKnowsNeitherTheRegistryNorCore = noClasses()
            .that()
            .resideInAnyPackage(MONITORING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(REGISTRY, CORE, ABOVE_CORE));

    /** Distributions and counting are mathematics on plain arrays. */
    @ArchTest
    static final ArchRule statisticsKnowNothingOfMonitoring = noClasses()
            .that()
            .resideInAnyPackage("io.leeway.monitoring.statistics..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are of other packages of Leeway",
                    type -> type.getPackageName().startsWith("io.leeway.")
                            && !type.getPackageName().startsWith("io.leeway.monitoring.statistics")));

    @ArchTest
    static final ArchRule theRegistryKnowsNeitherMonitoringNorCore = noClasses()
            .that()
            .resideInAnyPackage(REGISTRY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(MONITORING, CORE, ABOVE_CORE));

    @ArchTest
    static final ArchRule coreKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ABOVE_CORE);

    @ArchTest
    static final ArchRule whatStandsOnCoreKnowsNothingBesideIt = noClasses()
            .that()
            .resideInAnyPackage(ONNX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(CLI, TESTING, EXAMPLES));

    /** A command reads options, calls the library and words what it returns: only the examples may stand above it. */
    @ArchTest
    static final ArchRule theCommandLineKnowsNothingBesideOrAboveIt = noClasses()
            .that()
            .resideInAnyPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(TESTING, EXAMPLES, new String[] {"ai.onnxruntime..", "org.tribuo.."}));

    @ArchTest
    static final ArchRule picocliIsKnownByTheCommandLineAlone = noClasses()
            .that()
            .resideOutsideOfPackages(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..");

    @ArchTest
    static final ArchRule theAssertionsKnowNoFormat = noClasses()
            .that()
            .resideInAnyPackage(TESTING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(ONNX, CLI, EXAMPLES));

    @ArchTest
    static final ArchRule onnxRuntimeIsKnownByItsModuleAlone = noClasses()
            .that()
            .resideOutsideOfPackages(ONNX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..");

    /** The messages of ONNX's form are plain data: core writes its linear models with them. */
    @ArchTest
    static final ArchRule theFormOfOnnxIsKnownByItsModuleAndByWhatIsExportedAlone = noClasses()
            .that()
            .resideOutsideOfPackages(concat(ONNX, new String[] {"io.leeway.model.tribuo.."}))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnx..");

    /** Compiling a graph to flat arrays is arithmetic on what the graph says: it needs no native code. */
    @ArchTest
    static final ArchRule theCompilerOfGraphsKnowsNoRuntime = noClasses()
            .that()
            .resideInAnyPackage("io.leeway.onnx.flat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..");

    /** Formats are guests: core finds them by the name in a version's metadata. */
    @ArchTest
    static final ArchRule pipelinesAndLiveModelsKnowNoFormatByName = noClasses()
            .that()
            .resideInAnyPackage("io.leeway.evaluation..", "io.leeway.retraining..", "io.leeway.serving..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(ONNX, new String[] {"io.leeway.model.tribuo.."}));

    /** The year of flights runs without {@code leeway-onnx} on its class path. */
    @ArchTest
    static final ArchRule theYearOfFlightsKnowsNoOnnx = noClasses()
            .that()
            .resideInAnyPackage("io.leeway.examples.flights..", "io.leeway.examples.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(concat(ONNX, new String[] {"io.leeway.examples.onnx.."}));

    @ArchTest
    static final ArchRule onlyCoreAndWhatStandsOnItKnowsAnMlFramework = noClasses()
            .that()
            .resideInAnyPackage(concat(MONITORING, REGISTRY))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tribuo..", "ai.onnxruntime..", "ml.dmlc..", "com.oracle.labs..");

    @ArchTest
    static final ArchRule everyClassLivesInAKnownRoom =
            classes().should().resideInAnyPackage(concat(MONITORING, REGISTRY, CORE, ABOVE_CORE));

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.leeway.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingUsesJavaSerialisation = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream")
            .orShould()
            .callMethod("org.tribuo.Model", "serializeToFile", "java.nio.file.Path")
            .orShould(implementSerializableByChoice());

    @ArchTest
    static final ArchRule nothingStartsAThreadOfItsOwn = noClasses()
            .that()
            .resideInAnyPackage(concat(MONITORING, REGISTRY, CORE, ONNX, CLI, TESTING))
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callMethod(Thread.class, "start")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors");

    @ArchTest
    static final ArchRule nothingPrintsToTheConsoleOrReadsTheSystemClockBehindTheUsersBack = noClasses()
            .that()
            .resideInAnyPackage(
                    concat(REGISTRY, CORE, ONNX, new String[] {"io.leeway.monitoring..", "io.leeway.feedback.."}))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule micrometerIsKnownOnlyByItsBinders = noClasses()
            .that()
            .resideInAnyPackage(concat(MONITORING, CORE))
            .and()
            .haveSimpleNameNotEndingWith("Metrics")
            .and()
            .haveSimpleNameNotEndingWith("Monitor")
            .and()
            .haveSimpleNameNotEndingWith("Builder")
            .and()
            .resideOutsideOfPackage("io.leeway.observation.micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..");

    @ArchTest
    static final ArchRule observationsOfMicrometerAreKnownByOneLeaf = noClasses()
            .that()
            .resideInAnyPackage(concat(MONITORING, REGISTRY, CORE, ONNX))
            .and()
            .resideOutsideOfPackage("io.leeway.observation.micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer.observation..", "io.leeway.observation.micrometer..");

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> implementSerializableByChoice() {
        return com.tngtech.archunit.lang.conditions.ArchConditions.be(
                new DescribedPredicate<JavaClass>("declared Serializable (exceptions, enums, lambdas aside)") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getRawInterfaces().stream()
                                .anyMatch(each -> each.isEquivalentTo(java.io.Serializable.class));
                    }
                });
    }

    private static String[] concat(String[]... parts) {
        return java.util.Arrays.stream(parts).flatMap(java.util.Arrays::stream).toArray(String[]::new);
    }
}
