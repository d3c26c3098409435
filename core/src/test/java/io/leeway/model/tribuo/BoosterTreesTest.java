package io.leeway.model.tribuo;

import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.serving.Trips;
import io.leeway.serving.Trips.Trip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is made of XGBoost's JSON; {@code CompiledTreesTest} of the examples compares with XGBoost itself. */
class BoosterTreesTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Model<Label> MODEL = Trips.classifier(Trips.logistic());
    private static final List<String> CLASSES = List.of("false", "true");
    private static final float[] THRESHOLDS = {-1, 0, 0.1f, 1, 5, 12, 17.3f, 500, 1234.5f, 2013.25f};

    private static ObjectNode booster(ArrayNode trees, int groups) {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode learner = json.putObject("learner");
        learner.putObject("learner_model_param").put("base_score", "5E-1").put("num_class", "2");
        learner.putObject("objective").put("name", "multi:softprob");
        ObjectNode boosting = learner.putObject("gradient_booster").put("name", "gbtree");
        ObjectNode model = boosting.putObject("model");
        model.set("trees", trees);
        ArrayNode info = model.putArray("tree_info");
        for (int i = 0; i < trees.size(); i++) {
            info.add(i % groups);
        }
        return json;
    }

    /** A tree of random shape, whose nodes are in the order in which they were made. */
    private static ObjectNode tree(SplittableRandom random, int splits) {
        int size = 2 * splits + 1;
        int[] left = new int[size];
        int[] right = new int[size];
        int made = 1;
        for (int node = 0; node < size; node++) {
            boolean leaf = made == size || node > 0 && node < made - 1 && random.nextInt(3) == 0;
            left[node] = leaf ? -1 : made++;
            right[node] = leaf ? -1 : made++;
        }
        ObjectNode tree = MAPPER.createObjectNode();
        ArrayNode lefts = tree.putArray("left_children");
        ArrayNode rights = tree.putArray("right_children");
        ArrayNode features = tree.putArray("split_indices");
        ArrayNode conditions = tree.putArray("split_conditions");
        ArrayNode defaults = tree.putArray("default_left");
        for (int node = 0; node < size; node++) {
            lefts.add(left[node]);
            rights.add(right[node]);
            features.add(random.nextInt(MODEL.getFeatureIDMap().size()));
            conditions.add(
                    left[node] < 0
                            ? (float) (random.nextDouble() - 0.5)
                            : THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
            defaults.add(random.nextBoolean());
        }
        return tree;
    }

    private static ObjectNode random(long seed, int trees, int splits) {
        SplittableRandom random = new SplittableRandom(seed);
        ArrayNode all = MAPPER.createArrayNode();
        for (int i = 0; i < trees; i++) {
            all.add(tree(random, splits));
        }
        return booster(all, 2);
    }

    private static Scorer<Trip> compiled(JsonNode json) throws NotCompilableException {
        FeaturePlaces places = FeaturePlaces.of(SCHEMA, MODEL.getFeatureIDMap());
        return CompiledTrees.classifier(SCHEMA, BoosterTrees.of(json, MODEL, CLASSES, places), CLASSES, "true");
    }

    /** Walks the JSON, as XGBoost's documents describe its trees. */
    private static double expected(JsonNode json, Trip trip) {
        Map<Integer, Float> values = new HashMap<>();
        for (Feature each : RowEncoder.of(SCHEMA).example(trip, LabelFactory.UNKNOWN_LABEL)) {
            int id = MODEL.getFeatureIDMap().getID(each.getName());
            if (id >= 0) {
                values.put(id, (float) each.getValue());
            }
        }
        float[] sums = {0.5f, 0.5f};
        JsonNode model = json.path("learner").path("gradient_booster").path("model");
        for (int i = 0; i < model.path("trees").size(); i++) {
            JsonNode tree = model.path("trees").get(i);
            int node = 0;
            while (tree.path("left_children").get(node).intValue() >= 0) {
                Float value = values.get(tree.path("split_indices").get(node).intValue());
                boolean left = value == null
                        ? tree.path("default_left").get(node).booleanValue()
                        : value < tree.path("split_conditions").get(node).floatValue();
                node = tree.path(left ? "left_children" : "right_children")
                        .get(node)
                        .intValue();
            }
            sums[model.path("tree_info").get(i).intValue()] +=
                    tree.path("split_conditions").get(node).floatValue();
        }
        int positive = MODEL.getOutputIDInfo().getID(new Label("true"));
        return 1 / (1 + Math.exp(sums[1 - positive] - sums[positive]));
    }

    @Property(tries = 200)
    void anyBoosterAnswersAsItsTreesSay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int trees,
            @ForAll @IntRange(min = 0, max = 20) int splits)
            throws NotCompilableException {
        JsonNode json = random(seed, trees, splits);
        Scorer<Trip> scorer = compiled(json);
        SplittableRandom random = new SplittableRandom(seed);

        for (Trip each : Trips.make(40, seed)) {
            Trip trip = new Trip(
                    random.nextInt(4) == 0 ? THRESHOLDS[random.nextInt(THRESHOLDS.length)] : each.distance(),
                    random.nextInt(4) == 0 ? Double.NaN : Math.nextUp(2013.25f),
                    each.hour(),
                    random.nextInt(6) == 0 ? "never seen" : each.carrier(),
                    each.sky(),
                    each.late());
            assertThat(scorer.score(trip, UnseenCategories.IGNORED)).isCloseTo(expected(json, trip), within(1e-6));
        }
    }

    private static void requireRefused(Consumer<ObjectNode> change, String reason) {
        ObjectNode json = random(1, 4, 5);
        change.accept(json);

        assertThatThrownBy(() -> compiled(json))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining(reason);
    }

    private static ObjectNode learner(ObjectNode json) {
        return (ObjectNode) json.path("learner");
    }

    private static ObjectNode model(ObjectNode json) {
        return (ObjectNode) json.path("learner").path("gradient_booster").path("model");
    }

    private static ObjectNode firstTree(ObjectNode json) {
        return (ObjectNode) model(json).path("trees").get(0);
    }

    private static void set(ObjectNode tree, String column, int node, double value) {
        ArrayNode array = (ArrayNode) tree.path(column);
        if (value == (int) value) {
            array.set(node, array.numberNode((int) value));
        } else {
            array.set(node, array.numberNode(value));
        }
    }

    @Test
    void nodesThatFormNoTreeAreRefused() {
        requireRefused(json -> set(firstTree(json), "right_children", 0, 0), "form none");
        requireRefused(json -> set(firstTree(json), "right_children", 0, 1), "form none");
        requireRefused(json -> set(firstTree(json), "left_children", 0, 11), "form none");
        requireRefused(json -> set(firstTree(json), "left_children", 0, -2), "form none");
    }

    @Test
    void featuresAndClassesThatTheModelDoesNotHaveAreRefused() {
        requireRefused(json -> set(firstTree(json), "split_indices", 0, 999), "ask feature 999");
        requireRefused(json -> set(firstTree(json), "split_indices", 0, -1), "ask feature -1");
        requireRefused(json -> set(model(json), "tree_info", 0, 2), "belongs to class 2");
        requireRefused(json -> set(model(json), "tree_info", 0, -1), "belongs to class -1");
        requireRefused(
                json -> ((ObjectNode) learner(json).path("learner_model_param")).put("num_class", "3"),
                "another number of classes");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        requireRefused(json -> set(firstTree(json), "split_conditions", 0, 1.5e300), "the number");
        requireRefused(json -> ((ArrayNode) firstTree(json).path("split_conditions")).set(0, "1"), "split_conditions");
        requireRefused(
                json -> ((ObjectNode) learner(json).path("learner_model_param")).put("base_score", "much"),
                "base_score is \"much\"");
        requireRefused(
                json -> ((ObjectNode) learner(json).path("learner_model_param")).put("base_score", "NaN"),
                "base score is NaN");
    }

    @Test
    void columnsOfDifferentLengthsAreRefused() {
        requireRefused(json -> ((ArrayNode) firstTree(json).path("default_left")).remove(0), "default_left is 10");
        requireRefused(json -> firstTree(json).remove("split_indices"), "split_indices is nothing");
        requireRefused(json -> model(json).remove("tree_info"), "tree_info is nothing");
        requireRefused(json -> model(json).remove("trees"), "tree_info is 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary:logistic", "multi:softmax"})
    void aBoosterThatGivesClassesNoProbabilitiesIsNoModelOfClasses(String objective) {
        ObjectNode json = random(1, 4, 5);
        ((ObjectNode) learner(json).path("objective")).put("name", objective);

        assertThatThrownBy(() -> compiled(json))
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining(objective);
    }

    /** As XGBoost writes trees by dropout. */
    private static void weigh(ObjectNode json, float... weights) {
        ObjectNode boosting = (ObjectNode) learner(json).path("gradient_booster");
        boosting.put("name", "dart");
        boosting.putObject("gbtree").set("model", boosting.remove("model"));
        ArrayNode drop = boosting.putArray("weight_drop");
        for (float weight : weights) {
            drop.add(weight);
        }
    }

    @Test
    void treesByDropoutCountByTheirWeights() throws NotCompilableException {
        ObjectNode json = random(1, 2, 5);
        ObjectNode halved = json.deepCopy();
        for (JsonNode tree : model(halved).path("trees")) {
            ArrayNode conditions = (ArrayNode) tree.path("split_conditions");
            for (int node = 0; node < conditions.size(); node++) {
                if (tree.path("left_children").get(node).intValue() < 0) {
                    conditions.set(
                            node,
                            conditions.numberNode(0.5f * conditions.get(node).floatValue()));
                }
            }
        }
        weigh(json, 0.5f, 0.5f);

        Scorer<Trip> scorer = compiled(json);
        for (Trip trip : Trips.make(40, 1)) {
            assertThat(scorer.score(trip, UnseenCategories.IGNORED)).isCloseTo(expected(halved, trip), within(1e-6));
        }
    }

    @Test
    void aWeightForEachTreeOfDropoutIsRequired() {
        requireRefused(json -> weigh(json, 1, 1, 1), "weight_drop is 3 elements");
    }

    private static void linear(ObjectNode json, int features, int weights) {
        ((ObjectNode) learner(json).path("learner_model_param")).put("num_feature", Integer.toString(features));
        ObjectNode boosting = learner(json).putObject("gradient_booster").put("name", "gblinear");
        ArrayNode all = boosting.putObject("model").putArray("weights");
        for (int i = 0; i < weights; i++) {
            all.add(i / 8f);
        }
    }

    @Test
    void weightsOfALinearBoosterMustBeThoseOfTheModelsFeatures() {
        int features = MODEL.getFeatureIDMap().size();
        requireRefused(json -> linear(json, features + 1, 2 * features + 4), "weights of " + (features + 1));
        requireRefused(json -> linear(json, 0, 2), "weights of 0 features");
        requireRefused(json -> linear(json, features, 2 * features), "weights is " + 2 * features + " elements");
    }

    @Test
    void whatOtherBoostersDoIsRefused() {
        requireRefused(
                json -> ((ObjectNode) learner(json).path("gradient_booster")).put("name", "other"), "booster is other");
        requireRefused(json -> firstTree(json).putArray("split_type").add(1), "sets of categories");
        requireRefused(json -> firstTree(json).putObject("tree_param").put("size_leaf_vector", "2"), "several values");
        requireRefused(ObjectNode::removeAll, "objective is ");
    }
}
