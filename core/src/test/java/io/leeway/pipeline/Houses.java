package io.leeway.pipeline;

import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generated house sales: prices from 100,000 to some millions with a long right tail, in any unit. */
final class Houses {

    private static final int DISTRICTS = 100;

    private Houses() {}

    /**
     * A house.
     *
     * @param squareMeters living space
     * @param squareFeet the same in another unit: determined by the former
     * @param rooms grows with the space
     * @param year of construction
     * @param country always the same number
     * @param district one of 100
     * @param price paid
     */
    record House(
            double squareMeters,
            double squareFeet,
            double rooms,
            double year,
            double country,
            String district,
            double price) {}

    static final Schema<House> SCHEMA = Schema.of(House.class).response("price");

    /** Prices of which most is a weighted sum of the features. */
    static List<House> sales(int count, double unit, long seed) {
        Random random = new Random(seed);
        List<House> houses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double area = 60 + 60 * Math.exp(0.5 * random.nextGaussian());
            double rooms = Math.rint(area / 25 + random.nextGaussian());
            double year = 1900 + random.nextInt(120);
            int district = random.nextInt(DISTRICTS);
            double price = 2_500 * area
                    + 8_000 * rooms
                    + 900 * (year - 1960)
                    + 2_000 * district
                    + 30_000 * Math.exp(0.8 * random.nextGaussian());
            houses.add(new House(area, area * 10.7639, rooms, year, 49, "D" + district, price * unit));
        }
        return houses;
    }

    /** Prices on a surface with corners and dips, which no weighted sum follows. */
    static List<House> curved(int count, double unit, long seed) {
        Random random = new Random(seed);
        return sales(count, 1, seed).stream()
                .map(each -> {
                    double old = each.year() < 1930 || each.year() > 1990 ? 1 : 0;
                    double price = 200_000
                            + 150_000 * old * Math.min(1, each.squareMeters() / 150)
                            + 80_000 * Math.sin(each.squareMeters() / 15)
                            + 10_000 * random.nextGaussian();
                    return new House(
                            each.squareMeters(),
                            each.squareFeet(),
                            each.rooms(),
                            each.year(),
                            each.country(),
                            each.district(),
                            price * unit);
                })
                .toList();
    }
}
