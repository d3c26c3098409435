package io.leeway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.TrainedModel;
import io.leeway.model.tribuo.TribuoFormat;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.pipeline.Houses.House;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/** Compared with the QR decomposition of commons-math, and with what the definitions say. */
class LeastSquaresTest {

    private static <R> TrainedModel<R, Regressor> trained(
            Schema<R> schema, List<R> rows, LongFunction<Trainer<Regressor>> trainer, Scaling scaling) {
        return Pipeline.regression("prices", schema)
                .candidate("linear", trainer, scaling)
                .build()
                .run(rows)
                .candidate("linear")
                .model();
    }

    /** Features that determine each other, and all hundred districts, are left to Leeway; the columns of the oracle are independent. */
    private static double[] columns(House house) {
        double[] columns = new double[3 + 99];
        columns[0] = house.squareMeters();
        columns[1] = house.rooms();
        columns[2] = house.year() - 1960;
        int district = Integer.parseInt(house.district().substring(1));
        if (district > 0) {
            columns[2 + district] = 1;
        }
        return columns;
    }

    private static ToDoubleFunction<House> oracle(List<House> rows) {
        OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression();
        oracle.newSampleData(
                rows.stream().mapToDouble(House::price).toArray(),
                rows.stream().map(LeastSquaresTest::columns).toArray(double[][]::new));
        double[] beta = oracle.estimateRegressionParameters();
        return house -> {
            double sum = beta[0];
            double[] columns = columns(house);
            for (int j = 0; j < columns.length; j++) {
                sum += beta[j + 1] * columns[j];
            }
            return sum;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "1, AS_THE_TRAINER_NEEDS",
        "1, RAW",
        "1e-12, AS_THE_TRAINER_NEEDS",
        "1e-12, RAW",
        "1e9, AS_THE_TRAINER_NEEDS"
    })
    void theAnswersAreThoseOfAnotherDecompositionWhateverTheUnit(double unit, Scaling scaling) {
        List<House> houses = Houses.sales(2_000, unit, 1);
        TrainedModel<House, Regressor> model = trained(Houses.SCHEMA, houses, Trainers::linearRegression, scaling);
        ToDoubleFunction<House> oracle = oracle(houses.subList(0, 1_600));

        for (House house : houses.subList(1_600, 2_000)) {
            double expected = oracle.applyAsDouble(house);
            assertThat(model.score(house)).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
        }
    }

    @Test
    void aDistrictThatTrainingDidNotSeeCountsAsTheAverageRow() {
        List<House> houses = Houses.sales(2_000, 1, 2);
        TrainedModel<House, Regressor> model =
                trained(Houses.SCHEMA, houses, Trainers::linearRegression, Scaling.AS_THE_TRAINER_NEEDS);
        House house = houses.get(0);

        double average = houses.subList(0, 1_600).stream()
                .mapToDouble(each -> model.score(in(house, each.district())))
                .average()
                .orElseThrow();

        assertThat(model.score(in(house, "new"))).isCloseTo(average, within(1.0));
    }

    private static House in(House house, String district) {
        return new House(
                house.squareMeters(),
                house.squareFeet(),
                house.rooms(),
                house.year(),
                house.country(),
                district,
                house.price());
    }

    record Point(double x, double y, double z) {}

    private static final Schema<Point> POINTS = Schema.of(Point.class).response("z");

    private static List<Point> points(int count) {
        Random random = new Random(5);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = random.nextGaussian();
            double y = 0.5 * x + random.nextGaussian();
            points.add(new Point(x, y, 3 + 2 * x - y + 0.5 * random.nextGaussian()));
        }
        return points;
    }

    /** Two equations of two unknowns, centred: (X'X + penalty I) b = X'z. */
    @Test
    void theRidgePenaltyIsThatOfTheDefinition() {
        List<Point> points = points(50);
        double penalty = 7;
        TrainedModel<Point, Regressor> model =
                trained(POINTS, points, seed -> Trainers.ridge(seed, penalty), Scaling.RAW);
        List<Point> training = points.subList(0, 40);
        double mx = training.stream().mapToDouble(Point::x).average().orElseThrow();
        double my = training.stream().mapToDouble(Point::y).average().orElseThrow();
        double mz = training.stream().mapToDouble(Point::z).average().orElseThrow();
        double xx = penalty, xy = 0, yy = penalty, xz = 0, yz = 0;
        for (Point each : training) {
            xx += (each.x() - mx) * (each.x() - mx);
            xy += (each.x() - mx) * (each.y() - my);
            yy += (each.y() - my) * (each.y() - my);
            xz += (each.x() - mx) * (each.z() - mz);
            yz += (each.y() - my) * (each.z() - mz);
        }
        double a = (xz * yy - yz * xy) / (xx * yy - xy * xy);
        double b = (yz * xx - xz * xy) / (xx * yy - xy * xy);

        assertThat(model.score(new Point(1, 2, 0))).isCloseTo(mz + a * (1 - mx) + b * (2 - my), within(1e-9));
    }

    @Test
    void withMoreFeaturesThanRowsTheAnswersStayNearTheRows() {
        List<House> houses = Houses.sales(30, 1, 3);
        TrainedModel<House, Regressor> model =
                trained(Houses.SCHEMA, houses, Trainers::linearRegression, Scaling.AS_THE_TRAINER_NEEDS);

        houses.subList(0, 24)
                .forEach(each -> assertThat(model.score(each)).isCloseTo(each.price(), within(1e-3 * each.price())));
        houses.subList(24, 30).forEach(each -> assertThat(model.score(each)).isBetween(-2_000_000.0, 4_000_000.0));
    }

    @Test
    void theBytesAreReadBackUnderTheUsualAllowList() {
        List<House> houses = Houses.sales(500, 1, 4);
        TrainedModel<House, Regressor> model =
                trained(Houses.SCHEMA, houses, Trainers::ridge, Scaling.AS_THE_TRAINER_NEEDS);

        TribuoModel<House, Regressor> read =
                TribuoFormat.create().regressor(Houses.SCHEMA, model.toBytes(java.time.Instant.EPOCH));

        houses.forEach(each -> assertThat(read.score(each)).isEqualTo(model.score(each)));
        assertThat(read.model().getProvenance().toString()).contains("penalty=1.0");
    }

    record Wide(String code, double out) {}

    @Test
    void tooManyCategoriesAreRefusedWithARemedy() {
        List<Wide> rows = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            rows.add(new Wide("c" + i, i));
        }

        assertThatThrownBy(() ->
                        trained(Schema.of(Wide.class).response("out"), rows, Trainers::linearRegression, Scaling.RAW))
                .isInstanceOf(PipelineException.class)
                .hasMessage(
                        "The candidate linear could not be trained: it has 4800 features, categories included, and least "
                                + "squares takes 4000 at most: leave out or group the feature with most categories, or train a "
                                + "forest.");
    }

    @Test
    void aPenaltyMustBeANumberThatIsNotNegative() {
        assertThatThrownBy(() -> Trainers.ridge(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trainers.ridge(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trainers.ridge(1, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
