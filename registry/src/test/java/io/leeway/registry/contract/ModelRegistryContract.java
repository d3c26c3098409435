package io.leeway.registry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.AliasMove;
import io.leeway.registry.AuditAction;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
import io.leeway.registry.InvalidValueException;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.RegistryException;
import io.leeway.registry.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@link ModelRegistry}. Extend this class and create an empty registry.
 *
 * <pre>{@code
 * class MyRegistryTest extends ModelRegistryContract {
 *     @Override
 *     protected ModelRegistry emptyRegistry(Clock clock) {
 *         return new MyRegistry(clock);
 *     }
 * }
 * }</pre>
 */
public abstract class ModelRegistryContract {

    private static final String MODEL = "flight-delay";
    private static final ModelName NAME = ModelName.of(MODEL);

    private ModelRegistry registry;

    /** For subclasses. */
    protected ModelRegistryContract() {}

    /**
     * Creates a registry without models.
     *
     * @param clock the clock that the registry must use
     * @return an empty registry; it is closed after the test
     */
    protected abstract ModelRegistry emptyRegistry(Clock clock);

    @BeforeEach
    final void makeRegistry() {
        registry = emptyRegistry(new SteppingClock());
    }

    @AfterEach
    final void closeRegistry() throws Exception {
        registry.close();
    }

    private static ModelArtifact artifact(String content) {
        return ModelArtifact.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static Lineage lineage() {
        return Lineage.none()
                .trainedOn("sha256:00ff", 120_000)
                .dataBetween(Instant.parse("2013-01-01T05:00:00Z"), Instant.parse("2013-03-31T23:59:59.123456789Z"))
                .trainedBy("LogisticRegressionTrainer(epochs=5, \"seed\"=1)\n\u00e9\ud83d\ude00")
                .parent(2)
                .metric("logLoss", 0.1 + 0.2)
                .metric("auc", Double.NaN)
                .metric("worst", Double.NEGATIVE_INFINITY)
                .metric("tiny", Double.MIN_VALUE)
                .metric("minus zero", -0.0)
                .gate("better than champion", "passed: -0.021, 95% interval -0.024 to -0.018")
                .createdBy("retrainer");
    }

    @Test
    final void aNewRegistryHasNoModels() {
        assertThat(registry.models()).isEmpty();
        assertThat(registry.find(NAME)).isEmpty();
    }

    @Test
    final void theFirstVersionIsOne() {
        assertThat(registry.register(MODEL, artifact("a")).number()).isEqualTo(1);
    }

    @Test
    final void versionsCountUpwards() {
        for (int i = 1; i <= 5; i++) {
            assertThat(registry.register(MODEL, artifact("v" + i)).number()).isEqualTo(i);
        }
        assertThat(registry.versions(MODEL)).extracting(ModelVersion::number).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    final void modelsCountTheirVersionsApart() {
        registry.register(MODEL, artifact("a"));
        registry.register(MODEL, artifact("b"));

        assertThat(registry.register("other", artifact("c")).number()).isEqualTo(1);
        assertThat(registry.version(MODEL, 2).number()).isEqualTo(2);
    }

    @Test
    final void modelsAreListedSorted() {
        for (String name : List.of("b", "a.b", "a-b", "c_d", "a")) {
            registry.register(name, artifact(name));
        }
        assertThat(registry.models()).extracting(ModelName::value).containsExactly("a", "a-b", "a.b", "b", "c_d");
    }

    @Test
    final void aVersionSaysWhatWasRegistered() {
        ModelArtifact artifact = artifact("model bytes")
                .metadata("format", "tribuo-protobuf")
                .metadata("note", "two\nlines, \u00fcml\u00e4ut, \ud83d\ude00, \"quoted\", \u0000, \u2028")
                .lineage(lineage());

        ModelVersion version = registry.register(MODEL, artifact);

        assertThat(version.model()).isEqualTo(NAME);
        assertThat(version.sha256()).isEqualTo(artifact.sha256());
        assertThat(version.size()).isEqualTo(11);
        assertThat(version.created()).isEqualTo(SteppingClock.START);
        assertThat(version.metadata()).isEqualTo(artifact.metadata());
        assertThat(version.lineage()).isEqualTo(lineage());
    }

    @Test
    final void aVersionThatIsLookedUpEqualsTheOneThatWasReturned() {
        ModelVersion registered =
                registry.register(MODEL, artifact("a").metadata("k", "v").lineage(lineage()));

        assertThat(registry.version(MODEL, 1)).isEqualTo(registered);
        assertThat(registry.version(MODEL, 1).digest()).isEqualTo(registered.digest());
    }

    @Test
    final void theBytesAreReadBackAsTheyWere() {
        byte[] bytes = new byte[100_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * 31));
        ModelVersion version = registry.register(MODEL, ModelArtifact.of(bytes));

        assertThat(registry.read(version)).isEqualTo(bytes);
    }

    @Test
    final void changingWhatWasHandedInOrOutChangesNothing() {
        byte[] bytes = {1, 2, 3};
        ModelArtifact artifact = ModelArtifact.of(bytes);
        bytes[0] = 9;
        ModelVersion version = registry.register(MODEL, artifact);
        registry.read(version)[1] = 9;

        assertThat(registry.read(version)).containsExactly(1, 2, 3);
    }

    @Test
    final void whatIsReturnedCannotBeModified() {
        registry.register(MODEL, artifact("a").metadata("k", "v"));
        registry.moveAlias(MODEL, "champion", 0, 1, "first");
        RegisteredModel model = registry.model(MODEL);

        assertThatThrownBy(() -> model.versions().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> model.aliases().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> model.audit().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> model.version(1).metadata().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    final void theSameBytesMayBeRegisteredTwice() {
        ModelVersion first = registry.register(MODEL, artifact("same").metadata("run", "1"));
        ModelVersion second = registry.register(MODEL, artifact("same").metadata("run", "2"));

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(registry.read(first)).isEqualTo(registry.read(second));
        assertThat(registry.version(MODEL, 1).metadata()).isEqualTo(Map.of("run", "1"));
    }

    @Test
    final void namesThatDifferInCaseAreDifferentModels() {
        registry.register("Flight", artifact("upper"));
        ModelVersion lower = registry.register("flight", artifact("lower"));

        assertThat(lower.number()).isEqualTo(1);
        assertThat(registry.models()).extracting(ModelName::value).containsExactly("Flight", "flight");
        assertThat(new String(registry.read(registry.version("Flight", 1)), StandardCharsets.UTF_8))
                .isEqualTo("upper");
    }

    @Test
    final void theLongestNameIsAccepted() {
        String name = "A".repeat(ModelName.MAX_LENGTH);
        registry.register(name, artifact("a"));

        assertThat(registry.models()).containsExactly(ModelName.of(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../x",
                "..\\x",
                "/etc/passwd",
                "a/b",
                "a\\b",
                "C:",
                "a:b",
                ".hidden",
                "-rf",
                "a\u0000b",
                "a\nb",
                "a b",
                "trailing.",
                "nul",
                "CON",
                "com1.model",
                "%2e%2e%2fx",
                "\u202eexe",
                "\uff0e\uff0e\uff0fx",
                "fl\u0456ght",
                "caf\u00e9",
                "a\ud83d\ude00",
                "!a"
            })
    final void aNameThatCouldBeAPathOrAnotherNameIsRefused(String name) {
        InvalidValueException e =
                catchThrowableOfType(InvalidValueException.class, () -> registry.register(name, artifact("a")));

        assertThat(e.value()).contains(name);
        assertThat(e.field()).isEqualTo("model name");
        assertThatThrownBy(() -> registry.model(name)).isInstanceOf(InvalidValueException.class);
        assertThat(registry.models()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "Latest", "v1", "V12", "3", "1st", "", "../x", "a b", "champi\u043en"})
    final void anAliasThatReadsAsAVersionOrAPathIsRefused(String alias) {
        registry.register(MODEL, artifact("a"));

        assertThatThrownBy(() -> registry.moveAlias(MODEL, alias, 0, 1, ""))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("alias");
        assertThat(registry.aliases(MODEL)).isEmpty();
    }

    @Test
    final void anUnknownModelIsNamedWithThoseThatLookLikeIt() {
        registry.register("flight-delay", artifact("a"));
        registry.register("churn", artifact("b"));

        NotFoundException e = catchThrowableOfType(NotFoundException.class, () -> registry.model("fligth-delay"));

        assertThat(e.kind()).isEqualTo(NotFoundException.Kind.MODEL);
        assertThat(e.model()).isEqualTo(ModelName.of("fligth-delay"));
        assertThat(e.requested()).isEqualTo("fligth-delay");
        assertThat(e.similar()).containsExactly("flight-delay");
        assertThat(e).hasMessageContaining("Did you mean flight-delay?");
    }

    @Test
    final void everyQuestionAboutAnUnknownModelIsAnsweredAlike() {
        List<Callable<?>> questions = List.of(
                () -> registry.model("x"),
                () -> registry.version("x", 1),
                () -> registry.versions("x"),
                () -> registry.resolve("x", "champion"),
                () -> registry.aliases("x"),
                () -> registry.audit("x"),
                () -> registry.verify("x"),
                () -> registry.moveAlias("x", "champion", 0, 1, ""));

        assertThat(questions).allSatisfy(question -> assertThatThrownBy(question::call)
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.kind()).isEqualTo(NotFoundException.Kind.MODEL)));
        assertThat(registry.find("x", "champion")).isEmpty();
    }

    @Test
    final void anUnknownVersionIsRefusedWithTheNewest() {
        registry.register(MODEL, artifact("a"));
        registry.register(MODEL, artifact("b"));

        for (int number : new int[] {0, -1, 3, Integer.MAX_VALUE}) {
            NotFoundException e = catchThrowableOfType(NotFoundException.class, () -> registry.version(MODEL, number));
            assertThat(e.kind()).isEqualTo(NotFoundException.Kind.VERSION);
            assertThat(e.requested()).isEqualTo(Integer.toString(number));
            assertThat(e.similar()).containsExactly("2");
            assertThat(e).hasMessageContaining("the newest is 2");
        }
    }

    @Test
    final void anUnknownAliasIsNamedWithThoseThatLookLikeIt() {
        registry.register(MODEL, artifact("a"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");

        NotFoundException e = catchThrowableOfType(NotFoundException.class, () -> registry.resolve(MODEL, "Champoin"));

        assertThat(e.kind()).isEqualTo(NotFoundException.Kind.ALIAS);
        assertThat(e.model()).isEqualTo(NAME);
        assertThat(e.requested()).isEqualTo("Champoin");
        assertThat(e.similar()).containsExactly("champion");
        assertThat(registry.find(MODEL, "Champoin")).isEmpty();
    }

    @Test
    final void anAliasNamesTheVersionThatItWasMovedTo() {
        ModelVersion first = registry.register(MODEL, artifact("a"));
        ModelVersion second = registry.register(MODEL, artifact("b"));

        AliasMove made = registry.moveAlias(MODEL, "champion", 0, 1, "first");
        assertThat(made.from()).isZero();
        assertThat(registry.resolve(MODEL, "champion")).isEqualTo(first);

        AliasMove moved = registry.moveAlias(MODEL, "champion", 1, 2, "better");
        assertThat(moved.from()).isEqualTo(1);
        assertThat(moved.to()).isEqualTo(2);
        assertThat(registry.find(MODEL, "champion")).contains(second);
    }

    @Test
    final void aRegistrationMovesNoAlias() {
        registry.register(MODEL, artifact("a"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");
        registry.register(MODEL, artifact("b"));

        assertThat(registry.aliases(MODEL)).isEqualTo(Map.of(Alias.CHAMPION, 1));
    }

    @Test
    final void aModelHasSeveralAliasesAndTheyAreApart() {
        registry.register(MODEL, artifact("a"));
        registry.register(MODEL, artifact("b"));
        registry.moveAlias(MODEL, "champion", 0, 2, "");
        registry.moveAlias(MODEL, "challenger", 0, 2, "");
        registry.moveAlias(MODEL, "champion", 2, 1, "back");

        assertThat(registry.aliases(MODEL)).isEqualTo(Map.of(Alias.CHAMPION, 1, Alias.of("challenger"), 2));
    }

    @Test
    final void anAliasThatIsNotWhereItWasExpectedDoesNotMove() {
        registry.register(MODEL, artifact("a"));
        registry.register(MODEL, artifact("b"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");
        RegisteredModel before = registry.model(MODEL);

        AliasConflictException e = catchThrowableOfType(
                AliasConflictException.class, () -> registry.moveAlias(MODEL, "champion", 2, 2, ""));

        assertThat(e.expected()).isEqualTo(2);
        assertThat(e.actual()).isEqualTo(1);
        assertThat(registry.model(MODEL)).isEqualTo(before);
    }

    @Test
    final void anAliasThatWasExpectedNotToExistDoesNotMove() {
        registry.register(MODEL, artifact("a"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");

        assertThatThrownBy(() -> registry.moveAlias(MODEL, "champion", 0, 1, ""))
                .isInstanceOfSatisfying(AliasConflictException.class, e -> assertThat(e.actual())
                        .isEqualTo(1));
        assertThatThrownBy(() -> registry.moveAlias(MODEL, "challenger", 1, 1, ""))
                .isInstanceOfSatisfying(AliasConflictException.class, e -> assertThat(e.actual())
                        .isZero());
    }

    @Test
    final void anAliasDoesNotMoveToAVersionThatDoesNotExist() {
        registry.register(MODEL, artifact("a"));
        RegisteredModel before = registry.model(MODEL);

        assertThatThrownBy(() -> registry.moveAlias(MODEL, "champion", 0, 2, ""))
                .isInstanceOf(NotFoundException.class);
        assertThat(registry.model(MODEL)).isEqualTo(before);
    }

    @Test
    final void anAliasCanBeRemovedAndMadeAgain() {
        registry.register(MODEL, artifact("a"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");
        registry.moveAlias(MODEL, "champion", 1, 0, "withdrawn");
        assertThat(registry.aliases(MODEL)).isEmpty();

        registry.moveAlias(MODEL, "champion", 0, 1, "again");
        assertThat(registry.resolve(MODEL, "champion").number()).isEqualTo(1);
    }

    @Test
    final void aMoveOfNothingToNothingIsRefused() {
        registry.register(MODEL, artifact("a"));

        assertThatThrownBy(() -> registry.moveAlias(MODEL, "champion", 0, 0, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> registry.moveAlias(MODEL, "champion", -1, 1, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    final void theVersionToRollBackToIsKnown() {
        registry.register(MODEL, artifact("a"));
        registry.register(MODEL, artifact("b"));
        assertThat(registry.model(MODEL).previous(Alias.CHAMPION)).isEmpty();
        registry.moveAlias(MODEL, "champion", 0, 1, "");
        assertThat(registry.model(MODEL).previous(Alias.CHAMPION)).isEmpty();
        registry.moveAlias(MODEL, "champion", 1, 2, "");
        registry.moveAlias(MODEL, "challenger", 0, 1, "");

        assertThat(registry.model(MODEL).previous(Alias.CHAMPION)).hasValue(1);
    }

    @Test
    final void everyChangeStandsInTheAuditTrail() {
        ModelVersion version = registry.register(NAME, artifact("a"), new Cause("ci", "nightly"));
        registry.moveAlias(NAME, Alias.CHAMPION, 0, 1, new Cause("ann", "looks good"));
        registry.moveAlias(NAME, Alias.CHAMPION, 1, 0, new Cause("bob", "it does not"));

        List<AuditEvent> audit = registry.audit(MODEL);

        assertThat(audit).extracting(AuditEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(audit).extracting(AuditEvent::actor).containsExactly("ci", "ann", "bob");
        assertThat(audit).extracting(AuditEvent::reason).containsExactly("nightly", "looks good", "it does not");
        assertThat(audit)
                .extracting(AuditEvent::action)
                .containsExactly(AuditAction.REGISTER, AuditAction.MOVE_ALIAS, AuditAction.MOVE_ALIAS);
        assertThat(audit)
                .extracting(AuditEvent::subject)
                .containsExactly("version/1", "alias/champion", "alias/champion");
        assertThat(audit).extracting(AuditEvent::before).containsExactly("", "", "1");
        assertThat(audit).extracting(AuditEvent::after).containsExactly(version.digest(), "1", "");
        assertThat(audit)
                .extracting(AuditEvent::time)
                .containsExactly(
                        SteppingClock.START, SteppingClock.START.plusSeconds(1), SteppingClock.START.plusSeconds(2));
    }

    @Test
    final void whoeverTheLineageNamesIsTheActorOfTheRegistration() {
        registry.register(MODEL, artifact("a").lineage(Lineage.none().createdBy("retrainer")));

        assertThat(registry.audit(MODEL).get(0).actor()).isEqualTo("retrainer");
    }

    @Test
    final void whatIsRefusedLeavesNoTraceInTheAuditTrail() {
        registry.register(MODEL, artifact("a"));
        assertThatThrownBy(() -> registry.moveAlias(MODEL, "champion", 1, 1, ""))
                .isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry.moveAlias(MODEL, "champion", 0, 7, ""))
                .isInstanceOf(RegistryException.class);

        assertThat(registry.audit(MODEL)).hasSize(1);
    }

    @Test
    final void eachAuditEventCarriesTheHashOfTheOneBefore() {
        registry.register(MODEL, artifact("a"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");
        registry.register(MODEL, artifact("b"));
        List<AuditEvent> audit = registry.audit(MODEL);

        assertThat(audit).allMatch(AuditEvent::isIntact);
        for (int i = 1; i < audit.size(); i++) {
            assertThat(audit.get(i).previousHash()).isEqualTo(audit.get(i - 1).hash());
        }
        assertThat(registry.model(MODEL).auditHead()).isEqualTo(audit.get(2).hash());
    }

    @Test
    final void trailsOfTwoModelsBeginWithDifferentHashes() {
        registry.register("a", artifact("a"));
        registry.register("b", artifact("a"));

        assertThat(registry.audit("a").get(0).previousHash())
                .isNotEqualTo(registry.audit("b").get(0).previousHash());
    }

    @Test
    final void whatIsIntactIsVerified() {
        registry.register(MODEL, artifact("a").lineage(lineage()));
        registry.register(MODEL, artifact("b"));
        registry.moveAlias(MODEL, "champion", 0, 2, "");

        Verification verification = registry.verify(MODEL);

        assertThat(verification.problems()).isEmpty();
        assertThat(verification.isIntact()).isTrue();
        assertThat(verification.versions()).isEqualTo(2);
        assertThat(verification.events()).isEqualTo(3);
        assertThat(verification.head()).isEqualTo(registry.model(MODEL).auditHead());
    }

    @Test
    final void aVersionOfAnotherRegistryIsNotRead() {
        ModelVersion version = registry.register(MODEL, artifact("a"));
        ModelVersion forged = new ModelVersion(
                NAME,
                1,
                artifact("b").sha256(),
                version.size(),
                version.created(),
                version.metadata(),
                version.lineage());
        ModelVersion later = new ModelVersion(
                NAME, 2, version.sha256(), version.size(), version.created(), version.metadata(), version.lineage());

        assertThatThrownBy(() -> registry.read(forged)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> registry.read(later)).isInstanceOf(NotFoundException.class);
    }

    @Test
    final void aSnapshotDoesNotChangeLater() {
        registry.register(MODEL, artifact("a"));
        RegisteredModel before = registry.model(MODEL);
        registry.register(MODEL, artifact("b"));
        registry.moveAlias(MODEL, "champion", 0, 2, "");

        assertThat(before.versions()).hasSize(1);
        assertThat(before.aliases()).isEmpty();
        assertThat(before.audit()).hasSize(1);
    }

    @Test
    final void threadsThatRegisterAtOnceGetConsecutiveNumbers() throws Exception {
        int threads = 8;
        int each = 5;
        List<Future<List<ModelVersion>>> results = atOnce(threads, thread -> {
            List<ModelVersion> mine = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                mine.add(registry.register(MODEL, artifact(thread + "/" + i)));
            }
            return mine;
        });

        List<Integer> numbers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            List<ModelVersion> mine = results.get(thread).get();
            for (int i = 0; i < each; i++) {
                numbers.add(mine.get(i).number());
                assertThat(new String(registry.read(mine.get(i)), StandardCharsets.UTF_8))
                        .isEqualTo(thread + "/" + i);
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, threads * each).boxed().toList());
        assertThat(registry.verify(MODEL).problems()).isEmpty();
    }

    @Test
    final void ofThreadsThatMoveOneAliasExactlyOneWins() throws Exception {
        int threads = 4;
        int rounds = 5;
        for (int i = 0; i < threads * rounds; i++) {
            registry.register(MODEL, artifact("v" + i));
        }
        int expected = 0;
        for (int round = 0; round < rounds; round++) {
            int from = expected;
            int firstTarget = round * threads + 1;
            List<Future<Integer>> results = atOnce(threads, thread -> {
                try {
                    return registry.moveAlias(MODEL, "champion", from, firstTarget + thread, "")
                            .to();
                } catch (AliasConflictException e) {
                    return -e.actual();
                }
            });
            int winner = registry.resolve(MODEL, "champion").number();
            List<Integer> outcomes = new ArrayList<>();
            for (Future<Integer> result : results) {
                outcomes.add(result.get());
            }
            assertThat(outcomes).filteredOn(outcome -> outcome > 0).containsExactly(winner);
            assertThat(outcomes).filteredOn(outcome -> outcome < 0).containsOnly(-winner);
            expected = winner;
        }
        assertThat(registry.audit(MODEL)).hasSize(threads * rounds + rounds);
        assertThat(registry.verify(MODEL).problems()).isEmpty();
    }

    @Test
    final void aReaderSeesAlwaysAStateThatAgreesWithItself() throws Exception {
        registry.register(MODEL, artifact("v1"));
        registry.moveAlias(MODEL, "champion", 0, 1, "");
        int last = 25;
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Future<Integer>> results = atOnce(3, thread -> thread == 0 ? write(last, writing) : read(writing));

        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(last);
        }
    }

    private int write(int last, AtomicBoolean writing) {
        try {
            for (int next = 2; next <= last; next++) {
                registry.register(MODEL, artifact("v" + next));
                registry.moveAlias(MODEL, "champion", next - 1, next, "");
            }
            return last;
        } finally {
            writing.set(false);
        }
    }

    /** Reads until the writer has ended, however it ended, and then once more. */
    private int read(AtomicBoolean writing) {
        int seen = 1;
        boolean more = true;
        while (more) {
            more = writing.get();
            RegisteredModel model = registry.model(MODEL);
            int now = model.find(Alias.CHAMPION).orElseThrow().number();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            assertThat(model.latest().orElseThrow().number()).isBetween(now, now + 1);
            assertThat(RegisteredModel.empty(NAME).replay(model.audit(), model::version))
                    .isEqualTo(model);
            seen = now;
        }
        return seen;
    }

    @Test
    final void aClosedRegistryRefusesEverythingAndMayBeClosedAgain() throws Exception {
        ModelVersion version = registry.register(MODEL, artifact("a"));
        registry.close();
        registry.close();

        assertThatThrownBy(() -> registry.register(MODEL, artifact("b")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> registry.model(MODEL)).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry.models()).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry.read(version)).isInstanceOf(RegistryException.class);
    }

    private interface Work<T> {
        T of(int thread) throws Exception;
    }

    private static <T> List<Future<T>> atOnce(int threads, Work<T> work) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return work.of(thread);
                });
            }
            return executor.invokeAll(tasks, 60, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }
    }
}
