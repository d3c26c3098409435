package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private enum Cabin {
        FIRST,
        COACH
    }

    private record Flight(
            long id,
            Instant departure,
            @Nullable String carrier,
            double distance,
            int hour,
            float load,
            byte stops,
            @Nullable Integer seats,
            Cabin cabin,
            char gate,
            boolean late) {}

    private record Numbers(int a, long b, double c, float d, short e, byte f) {}

    private static final Flight FLIGHT =
            new Flight(42, Instant.ofEpochMilli(1_000), "AA", 1400.5, 7, 0.25f, (byte) 2, null, Cabin.COACH, 'B', true);

    private static Schema<Flight> schema() {
        return Schema.of(Flight.class)
                .id("id")
                .time("departure")
                .response("late")
                .sensitive("carrier");
    }

    @Test
    void everyComponentWithoutAnotherRoleIsAFeature() {
        Schema<Flight> schema = schema();
        assertThat(schema.features())
                .extracting(Feature::name)
                .containsExactly("carrier", "distance", "hour", "load", "stops", "seats", "cabin", "gate");
        for (int i = 0; i < schema.features().size(); i++) {
            assertThat(schema.features().get(i).index()).isEqualTo(i);
        }
        assertThat(schema.rowType()).isEqualTo(Flight.class);
    }

    @Test
    void valuesAreReadByTheirTypes() {
        Schema<Flight> schema = schema();
        assertThat(schema.feature("distance").number(FLIGHT)).isEqualTo(1400.5);
        assertThat(schema.feature("hour").number(FLIGHT)).isEqualTo(7);
        assertThat(schema.feature("load").number(FLIGHT)).isEqualTo(0.25);
        assertThat(schema.feature("stops").number(FLIGHT)).isEqualTo(2);
        assertThat(schema.feature("seats").number(FLIGHT)).isNaN();
        assertThat(schema.feature("carrier").category(FLIGHT)).isEqualTo("AA");
        assertThat(schema.feature("cabin").category(FLIGHT)).isEqualTo("COACH");
        assertThat(schema.feature("gate").category(FLIGHT)).isEqualTo("B");
        assertThat(schema.response().orElseThrow().category(FLIGHT)).isEqualTo("true");
        assertThat(schema.id(FLIGHT)).isEqualTo(42);
        assertThat(schema.time(FLIGHT)).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(schema.timeMillis(FLIGHT)).isEqualTo(1_000);
    }

    @Test
    void aNumberMayBeDeclaredACategory() {
        Schema<Flight> schema = schema().categorical("hour", "distance", "seats");
        assertThat(schema.feature("hour").type()).isEqualTo(FeatureType.CATEGORICAL);
        assertThat(schema.feature("hour").category(FLIGHT)).isEqualTo("7");
        assertThat(schema.feature("distance").category(FLIGHT)).isEqualTo("1400.5");
        assertThat(schema.feature("seats").category(FLIGHT)).isNull();
        assertThat(schema.feature("carrier").type()).isEqualTo(FeatureType.CATEGORICAL);
    }

    @Test
    void readingPrimitivesAllocatesNothing() {
        Numbers row = new Numbers(100_000, 1L << 40, 0.1, 0.5f, (short) 1000, (byte) 1);
        List<Feature<Numbers>> features = Schema.of(Numbers.class).features();
        assertThat(bytesAllocated(() -> read(features, row))).isLessThan(NOISE_BYTES);
    }

    @Test
    void readingNumbersByLambdasAllocatesNothing() {
        Numbers row = new Numbers(100_000, 1L << 40, 0.1, 0.5f, (short) 1000, (byte) 1);
        List<Feature<Numbers>> features = Schema.<Numbers>builder(Numbers.class)
                .numeric("a", Numbers::a)
                .numeric("b", Numbers::b)
                .numeric("c", Numbers::c)
                .numeric("d", Numbers::d)
                .build()
                .features();
        assertThat(bytesAllocated(() -> read(features, row))).isLessThan(NOISE_BYTES);
    }

    @Test
    void readingThroughMethodHandlesGivesTheSameAndAllocatesNothing() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Schema<Flight> other = new Schema<>(Flight.class, Accessors.columns(Flight.class, lookup, false))
                .id("id")
                .time("departure")
                .response("late");
        for (Feature<Flight> feature : other.features()) {
            Feature<Flight> same = schema().feature(feature.name());
            if (feature.type() == FeatureType.NUMERIC) {
                assertThat((Double) feature.number(FLIGHT)).isEqualTo((Double) same.number(FLIGHT));
            } else {
                assertThat(feature.category(FLIGHT)).isEqualTo(same.category(FLIGHT));
            }
        }
        assertThat(other.id(FLIGHT)).isEqualTo(42);
        Feature<Flight> distance = other.feature("distance");
        assertThat(bytesAllocated(() -> distance.number(FLIGHT))).isLessThan(NOISE_BYTES);
    }

    @Test
    void readingCategoriesIdAndTimeAllocatesNothing() {
        Schema<Flight> schema = schema().categorical("hour", "stops");
        Feature<Flight> late = schema.response().orElseThrow();
        List<Feature<Flight>> categories = schema.features().stream()
                .filter(f -> f.type() == FeatureType.CATEGORICAL)
                .toList();
        assertThat(categories).hasSize(5);
        assertThat(bytesAllocated(() -> {
                    double length = schema.id(FLIGHT) + schema.timeMillis(FLIGHT);
                    for (int i = 0; i < categories.size(); i++) {
                        length += String.valueOf(categories.get(i).category(FLIGHT))
                                .length();
                    }
                    return length + String.valueOf(late.category(FLIGHT)).length();
                }))
                .isLessThan(NOISE_BYTES);
    }

    /** What asking for the count may allocate itself; one box a read would be hundreds of thousands. */
    private static final long NOISE_BYTES = 5_000;

    private static long bytesAllocated(DoubleSupplier work) {
        int rounds = 20_000;
        double sum = 0;
        for (int i = 0; i < rounds; i++) {
            sum += work.getAsDouble();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < rounds; i++) {
            sum += work.getAsDouble();
        }
        long allocated = threads.getThreadAllocatedBytes(self) - before;
        assertThat(sum).isPositive();
        return allocated;
    }

    private static double read(List<Feature<Numbers>> features, Numbers row) {
        double sum = 0;
        for (int i = 0; i < features.size(); i++) {
            sum += features.get(i).number(row);
        }
        return sum;
    }

    @Test
    void anUnknownColumnNamesTheNearest() {
        assertThatThrownBy(() -> schema().categorical("huor"))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("no column \"huor\" in Flight: did you mean \"hour\"?");
        assertThatThrownBy(() -> schema().feature("Carier"))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.column()).isEqualTo("Carier"))
                .hasMessageContaining("did you mean \"carrier\"?");
        record Pair(double ab, double xy) {}
        assertThatThrownBy(() -> Schema.of(Pair.class).response("cd"))
                .hasMessage("no column \"cd\" in Pair: it has: ab, xy");
        assertThatThrownBy(() -> schema().response("zzz")).hasMessageContaining("it has: id, departure");
    }

    @Test
    void anUnsupportedTypeSaysWhatToDo() {
        record Odd(double x, List<String> tags) {}
        Schema<Odd> schema = Schema.of(Odd.class);
        assertThatThrownBy(schema::features)
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("\"tags\" of type java.util.List")
                .hasMessageContaining("without(\"tags\")");
        assertThatThrownBy(schema::fingerprint).isInstanceOf(SchemaException.class);
        assertThat(schema.without("tags").features()).hasSize(1);
        assertThatThrownBy(() -> Schema.of(Flight.class).features())
                .hasMessageContaining("\"departure\" of type java.time.Instant")
                .hasMessageContaining("make it the time by time(\"departure\")");
        record Vector(double[] v) {}
        assertThatThrownBy(() -> Schema.of(Vector.class).features())
                .hasMessage(
                        "column \"v\" of type double[] cannot be read as a feature: take it out by without(\"v\"), or"
                                + " declare its length by vector(\"v\", n), or turn it into a number, text, enum or boolean");
        assertThatThrownBy(() -> schema.response("tags")).isInstanceOf(SchemaException.class);
    }

    @Test
    void aColumnHasOneRole() {
        assertThatThrownBy(() -> schema().id("late")).hasMessageContaining("late");
        assertThatThrownBy(() -> schema().response("hour")).hasMessageContaining("\"late\" is it already");
        assertThatThrownBy(() -> schema().without("late")).hasMessageContaining("is the response already");
        assertThatThrownBy(() -> Schema.of(Flight.class).id("late"))
                .hasMessageContaining("use a long, an int, a String or a UUID");
        assertThatThrownBy(() -> Schema.of(Flight.class).time("hour")).hasMessageContaining("use an Instant");
        assertThat(schema().without("hour", "hour").features())
                .extracting(Feature::name)
                .doesNotContain("hour");
    }

    @Test
    void aSensitiveColumnStaysReadableWhenItIsNoFeature() {
        Schema<Flight> schema = schema().without("carrier", "gate");
        assertThat(schema.sensitive()).containsExactly("carrier");
        assertThat(schema.features()).extracting(Feature::name).doesNotContain("carrier", "gate");
        assertThat(schema.feature("carrier").category(FLIGHT)).isEqualTo("AA");
        assertThat(schema.feature("carrier").index()).isEqualTo(-1);
        assertThatThrownBy(() -> schema.feature("gate")).isInstanceOf(SchemaException.class);
    }

    @Test
    void readingTheWrongWayIsAnError() {
        assertThatThrownBy(() -> schema().feature("hour").category(FLIGHT))
                .hasMessageContaining("categorical(\"hour\")");
        assertThatThrownBy(() -> schema().feature("carrier").number(FLIGHT)).hasMessageContaining("category(row)");
    }

    @Test
    void whatIsNotDeclaredCannotBeRead() {
        Schema<Numbers> schema = Schema.of(Numbers.class);
        Numbers row = new Numbers(1, 2, 3, 4, (short) 5, (byte) 6);
        assertThat(schema.hasId() || schema.hasTime() || schema.hasResponse()).isFalse();
        assertThatThrownBy(() -> schema.id(row)).isInstanceOf(SchemaException.class);
        assertThatThrownBy(() -> schema.timeMillis(row)).isInstanceOf(SchemaException.class);
    }

    @Test
    void anIdThatIsMissingIsAnError() {
        record Row(@Nullable Long id, @Nullable Instant at, double x) {}
        Schema<Row> schema = Schema.of(Row.class).id("id").time("at");
        assertThatThrownBy(() -> schema.id(new Row(null, null, 1)))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("\"id\"");
        assertThatThrownBy(() -> schema.time(new Row(1L, null, 1))).isInstanceOf(SchemaException.class);
        assertThat(schema.id(new Row(1L, null, 1))).isEqualTo(1);
        Schema<Row> built = Schema.<Row>builder(Row.class)
                .numeric("x", Row::x)
                .time(Row::at)
                .build();
        assertThatThrownBy(() -> built.timeMillis(new Row(1L, null, 1)))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("no value for \"time()\"");
    }

    @Test
    void aSchemaOfAnyTypeIsBuiltFromLambdas() {
        Schema<Map<String, Object>> schema = Schema.<Map<String, Object>>builder(Map.class)
                .numeric("distance", row -> (Double) row.get("distance"))
                .categorical("carrier", row -> (String) row.get("carrier"))
                .response("late", row -> String.valueOf(row.get("late")))
                .id(row -> (Long) row.get("id"))
                .time(row -> Instant.EPOCH)
                .sensitive("carrier")
                .build();
        Map<String, Object> row = Map.of("distance", 3.5, "carrier", "UA", "late", true, "id", 9L);
        assertThat(schema.features()).extracting(Feature::name).containsExactly("distance", "carrier");
        assertThat(schema.feature("distance").number(row)).isEqualTo(3.5);
        assertThat(schema.response().orElseThrow().category(row)).isEqualTo("true");
        assertThat(schema.id(row)).isEqualTo(9);
        assertThat(schema.timeMillis(row)).isZero();
        assertThat(schema.sensitive()).containsExactly("carrier");
    }

    @Test
    void aNameIsDeclaredOnce() {
        assertThatThrownBy(() ->
                        Schema.builder(Numbers.class).numeric("a", Numbers::a).categorical("a", n -> "x"))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("\"a\" is declared twice");
        assertThatThrownBy(() -> Schema.builder(Numbers.class)
                        .numericResponse("a", Numbers::a)
                        .response("b", n -> "x"))
                .hasMessageContaining("has its response already");
        assertThatThrownBy(() -> Schema.builder(Numbers.class).numeric(" ", Numbers::a))
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> Schema.builder(Numbers.class).build()).hasMessageContaining("needs a column");
        assertThatThrownBy(() -> Schema.builder(Numbers.class)
                        .numeric("a", Numbers::a)
                        .sensitive("aa")
                        .build())
                .hasMessageContaining("did you mean \"a\"?");
    }

    @Test
    void aRecordWithoutComponentsIsNoRow() {
        record Nothing() {}
        assertThatThrownBy(() -> Schema.of(Nothing.class)).isInstanceOf(SchemaException.class);
    }

    @Test
    void theFingerprintFollowsNamesTypesAndRoles() {
        String one = schema().fingerprint();
        assertThat(one).matches("1-[0-9a-f]{32}").isEqualTo(schema().fingerprint());
        assertThat(schema().categorical("hour").fingerprint()).isNotEqualTo(one);
        assertThat(schema().without("hour").fingerprint()).isNotEqualTo(one);
        assertThat(schema().sensitive("cabin").fingerprint()).isNotEqualTo(one);
    }

    @Test
    void theTextShowsColumnsAndRoles() {
        assertThat(schema().toString()).contains("Flight", "late=response", "carrier=categorical, sensitive");
    }
}
