package io.leeway.card;

import static io.leeway.evaluation.Gates.accuracy;
import static io.leeway.evaluation.Gates.demographicParityDifference;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.recall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.model.ModelMetadata;
import io.leeway.monitoring.performance.Interval;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineBuilder;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.Alias;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import io.leeway.registry.file.FileRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelCardTest {
    record Ride(Instant at, double distance, String area, boolean late) {}

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Schema<Ride> SCHEMA =
            Schema.of(Ride.class).time("at").response("late").sensitive("area");

    private static List<Ride> rides(int count) {
        Random random = new Random(5);
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = 10 * random.nextDouble();
            rides.add(new Ride(
                    START.plusSeconds(60L * i),
                    distance,
                    random.nextBoolean() ? "north" : "south",
                    distance + random.nextGaussian() > 6));
        }
        return rides;
    }

    private static PipelineBuilder<Ride, Label> pipeline(ModelRegistry registry) {
        return Pipeline.classification("rides", SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .register(registry)
                .clock(Clock.fixed(START, ZoneOffset.UTC));
    }

    private static PipelineBuilder<Ride, Label> declared(ModelRegistry registry) {
        return pipeline(registry)
                .objective("fewer missed delays")
                .success(recall().atLeast(0.6))
                .owner("data", "Ann, ann@example.com")
                .owner("model", "Bob")
                .limit("Not for rides of more than 10 km")
                .gate(logLoss().atMost(0.6), demographicParityDifference("area").atMost(0.2));
    }

    private static ModelRegistry registry() {
        return MemoryRegistry.create(Clock.fixed(START, ZoneOffset.UTC));
    }

    private static ModelCard.Section section(ModelCard card, String heading) {
        return card.sections().stream()
                .filter(each -> each.heading().equals(heading))
                .findFirst()
                .orElseThrow();
    }

    private static String fact(ModelCard card, String heading, String name) {
        return section(card, heading).facts().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .shown();
    }

    @Test
    void whatAPipelineDeclaresIsOnTheCardAndCanBeReadFromTheVersion(@TempDir Path folder) {
        try (ModelRegistry registry = FileRegistry.open(folder)) {
            declared(registry).build().run(rides(1_000));
        }

        try (ModelRegistry registry = FileRegistry.open(folder)) {
            assertThat(Purpose.of(registry.version("rides", 1)).lines())
                    .containsExactly(
                            "objective: fewer missed delays",
                            "success: recall at least 0.6",
                            "owner of data: Ann, ann@example.com",
                            "owner of model: Bob",
                            "limit: Not for rides of more than 10 km");
            ModelCard card = ModelCard.of(registry, "rides", 1);
            assertThat(fact(card, "Intended use", "objective")).isEqualTo("fewer missed delays");
            assertThat(fact(card, "Success criteria", "recall at least 0.6"))
                    .startsWith("PASSED: success criterion: recall is ");
            assertThat(fact(card, "Owners", "data")).isEqualTo("Ann, ann@example.com");
            assertThat(fact(card, "Known limits", "limit")).isEqualTo("Not for rides of more than 10 km");
            assertThat(card.summary()).isEqualTo("passed its gates, 1 of 1 success criteria met");
        }
    }

    @Test
    void whatARunMeasuresIsOnTheCardWithItsInterval() {
        ModelRegistry registry = registry();
        PipelineRun<Ride, Label> run = declared(registry).build().run(rides(1_000));

        ModelCard card = ModelCard.of(registry, "rides", 1);

        double accuracy = accuracy().value(run.challenger().orElseThrow().evaluation());
        ModelCard.Fact measured = section(card, "On rows that the model has not seen").facts().stream()
                .filter(each -> each.name().equals("accuracy"))
                .findFirst()
                .orElseThrow();
        assertThat(measured.number()).hasValue(accuracy);
        assertThat(measured.interval())
                .isEqualTo(run.challenger()
                        .orElseThrow()
                        .evaluation()
                        .interval(accuracy(), 0.95)
                        .orElseThrow());
        assertThat(measured.value()).matches("0\\.\\d{4} \\([01]\\.\\d{4} to [01]\\.\\d{4} with 95% confidence\\)");
        assertThat(fact(card, "On rows that the model has not seen", "period"))
                .isEqualTo("2026-01-01T13:20:00Z to 2026-01-01T16:39:00Z");
        assertThat(fact(card, "Training data", "rows")).isEqualTo("800");
        assertThat(fact(card, "Training data", "features")).isEqualTo("distance (numeric), area (categorical)");
        assertThat(fact(card, "Training data", "response")).isEqualTo("late (categorical)");
        assertThat(fact(card, "Training data", "sensitive attributes")).isEqualTo("area (categorical)");
        assertThat(fact(card, "How it was trained", "algorithm"))
                .isEqualTo("LinearSGDTrainer, rows prepared by TransformTrainer");
        assertThat(fact(card, "How it was trained", "hyperparameters"))
                .startsWith("seed 1, ")
                .contains("epochs 5");
        assertThat(section(card, "Gates").facts())
                .extracting(ModelCard.Fact::name)
                .containsExactly("logLoss at most 0.6");
        assertThat(section(card, "Fairness").facts())
                .extracting(ModelCard.Fact::name)
                .containsExactly("demographicParityDifference(area) at most 0.2");
        assertThat(section(card, "Bytes and versions").facts())
                .extracting(ModelCard.Fact::name)
                .contains("Leeway", "Tribuo", "Java", "SHA-256");
        assertThat(RunFacts.of(registry.version("rides", 1)).software().get("Tribuo"))
                .matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void whoPromotedTheVersionAndWhyIsItsHistory() {
        ModelRegistry registry = registry();
        Pipeline<Ride, Label> pipeline = declared(registry).build();
        PipelineRun<Ride, Label> run = pipeline.run(rides(1_000));
        registry.moveAlias(
                ModelName.of("rides"),
                Alias.of("champion"),
                0,
                1,
                Cause.because("passed review").by("carol"));
        pipeline.run(rides(900));

        ModelCard card = ModelCard.of(registry, "rides", 1);

        assertThat(section(card, "Who did what, and why").facts())
                .extracting(ModelCard.Fact::value)
                .hasSize(3)
                .satisfies(facts -> {
                    assertThat(facts.get(0)).isEqualTo("champion");
                    assertThat(facts.get(1)).contains("registered version/1: passed all gates");
                    assertThat(facts.get(2)).isEqualTo("carol moved alias/champion from none to 1: passed review");
                });
        assertThat(run.card().orElseThrow().missing()).contains("Who did what, and why: history");
        assertThat(card.missing()).noneMatch(each -> each.contains("history"));
    }

    @Test
    void whatNobodyRecordedIsMissingInEveryForm() {
        ModelRegistry registry = registry();
        registry.register("rides", ModelArtifact.of(new byte[] {1}));

        ModelCard card = ModelCard.of(registry, "rides", 1);

        assertThat(card.missing())
                .contains(
                        "Intended use: objective",
                        "Success criteria: success criterion",
                        "Owners: owner",
                        "Training data: rows",
                        "Training data: digest",
                        "How it was trained: algorithm",
                        "On rows that the model has not seen: metrics",
                        "Gates: gate",
                        "Fairness: comparison of groups",
                        "Known limits: limit",
                        "Bytes and versions: versions of software");
        assertThat(card.summary()).isEqualTo("not judged by gates, no success criteria declared");
        assertThat(card.toHtml()).contains("Not recorded. Declare it with objective(&quot;...&quot;)");
        assertThat(card.toMarkdown())
                .contains("| objective | **Not recorded. Declare it with objective(\"...\") in the pipeline.** |");
        assertThat(JsonMapper.shared().readTree(card.toJson()).get("missing"))
                .hasSize(card.missing().size());
    }

    @Test
    void aCardIsTheSameInEachFormAndLosesNothing() {
        ModelRegistry registry = registry();
        declared(registry).build().run(rides(1_000));
        ModelCard card = ModelCard.of(registry, "rides", 1);

        JsonNode json = JsonMapper.shared().readTree(card.toJson());
        List<String> names = new ArrayList<>();
        json.get("sections").forEach(section -> section.get("facts")
                .forEach(fact -> names.add(fact.get("name").stringValue())));
        List<String> all = card.sections().stream()
                .flatMap(each -> each.facts().stream())
                .map(ModelCard.Fact::name)
                .toList();

        assertThat(names).isEqualTo(all);
        assertThat(card.toMarkdown()
                        .lines()
                        .filter(each -> each.startsWith("| "))
                        .count())
                .isEqualTo(all.size() + card.sections().size());
        assertThat(all).allSatisfy(name -> assertThat(card.toHtml()).contains(name));
    }

    @Test
    void whatStrangersWroteIsNotMarkup() {
        ModelRegistry registry = registry();
        pipeline(registry)
                .objective("<script>alert(1)</script> | [x](javascript:y) `z` $a$")
                .owner("data|", "<img src=x onerror=alert(1)>\n# heading")
                .build()
                .run(rides(500));
        ModelCard card = ModelCard.of(registry, "rides", 1);

        assertThat(card.toHtml())
                .doesNotContain("<script>alert", "<img src=x")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(card.toMarkdown())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; \\| \\[x\\](javascript:y) \\`z\\` &#36;a&#36;")
                .contains("| data\\| | &lt;img src=x onerror=alert(1)&gt; \\# heading |");
    }

    @Test
    void thePageLoadsNothingAndKnowsLightAndDark() {
        ModelRegistry registry = registry();
        declared(registry).build().run(rides(500));

        String html = ModelCard.of(registry, "rides", 1).toHtml();

        assertThat(html)
                .contains("default-src 'none'", "content=\"light dark\"", "prefers-color-scheme: dark")
                .doesNotContainPattern("(src|href)=\"(https?:)?//");
        assertThat(html.length()).isLessThan(80_000);
    }

    @Test
    void equalRecordsGiveEqualBytesInAnyLocaleAndTimeZone() {
        List<String> pages = new ArrayList<>();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("en-US", "ar-EG-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone(tag.equals("en-US") ? "UTC" : "Africa/Cairo"));
                ModelRegistry registry = registry();
                declared(registry).build().run(rides(500));
                ModelCard card = ModelCard.of(registry, "rides", 1);
                pages.add(card.toHtml() + card.toMarkdown() + card.toJson());
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }

        assertThat(pages.get(1)).isEqualTo(pages.get(0));
    }

    @Test
    void aSuccessCriterionThatIsNotMetRejectsTheCandidateAndSaysSo() {
        ModelRegistry registry = registry();
        PipelineRun<Ride, Label> run = pipeline(registry)
                .objective("fewer missed delays")
                .gate(logLoss().atMost(0.6))
                .success(recall().atLeast(0.99))
                .build()
                .run(rides(1_000));

        assertThat(run.status()).isEqualTo(PipelineRun.Status.REJECTED);
        assertThat(run.explanation()).contains("held back because success criterion: recall is ");
        assertThat(run.toString().replaceAll("\\s+", " "))
                .contains("objective: fewer missed delays success: recall at least 0.99")
                .contains("logistic FAILED: success criterion: recall is");
        assertThat(ModelCard.of(registry, "rides", 1).summary())
                .isEqualTo("rejected by its gates, 0 of 1 success criteria met");
    }

    @Test
    void aRunThatPassesTellsGatesFromSuccessCriteria() {
        assertThat(declared(registry()).build().run(rides(1_000)).explanation())
                .endsWith("passed all of 2 gates and met its success criterion.");
        assertThat(pipeline(registry())
                        .success(recall().atLeast(0.1), accuracy().atLeast(0.1))
                        .build()
                        .run(rides(1_000))
                        .explanation())
                .endsWith("and met all of 2 success criteria.");
    }

    @Test
    void aBlankOrEndlessTextIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline(registry()).objective(" "))
                .withMessageContaining("The objective is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline(registry()).owner("data", ""))
                .withMessageContaining("contact of an owner is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline(registry()).limit("x".repeat(2_001)))
                .withMessageContaining("2001 characters");
    }

    @Test
    void anEntryThatIsNotReadableIsNamed() {
        ModelRegistry registry = registry();
        for (String each : List.of(
                "no JSON",
                "[]",
                "{\"objectives\": 1}",
                "{\"objectives\":[\"\"],\"success\":[],\"owners\":[],\"limits\":[]}")) {
            ModelVersion version =
                    registry.register("rides", ModelArtifact.of(new byte[] {1}).metadata(ModelMetadata.PURPOSE, each));

            assertThatExceptionOfType(CardException.class)
                    .isThrownBy(() -> ModelCard.of(version))
                    .withMessageContaining("leeway.purpose of rides v" + version.number() + " cannot be read")
                    .satisfies(e -> assertThat(e.entry()).isEqualTo(ModelMetadata.PURPOSE));
        }
        assertThatThrownBy(() -> ModelCard.of(registry, "rides", 99)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void factsAreReadAsTheyWereWritten() {
        ModelRegistry registry = registry();
        declared(registry).build().run(rides(1_000));

        RunFacts facts = RunFacts.of(registry.version("rides", 1));

        assertThat(RunFacts.of(registry.register(
                        "copy", ModelArtifact.of(new byte[] {1}).metadata(ModelMetadata.FACTS, facts.toJson()))))
                .isEqualTo(facts);
        assertThat(facts.intervals()).containsKeys("logLoss", "rocAuc", "recall");
        assertThat(facts.intervals().values()).extracting(Interval::confidence).containsOnly(0.95);
    }
}
