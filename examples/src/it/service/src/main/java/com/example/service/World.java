package com.example.service;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Stands in for the customers: makes parcels, and knows which of them come late. */
final class World {

    private static final List<String> CARRIERS = List.of("north", "east", "west");
    private static final List<String> REGIONS = List.of("coast", "hills", "plain", "isles");

    private final SplittableRandom random;
    private long made;

    World(long seed, long firstId) {
        random = new SplittableRandom(seed);
        made = firstId;
    }

    /** Parcels as they are: far and heavy ones come late, and those that the carrier north takes. */
    List<Parcel> quiet(int count) {
        return parcels(count, 0.2, 300, 1.2);
    }

    /** Parcels after the carrier north has grown: it takes the far ones, and has become the one that keeps its word. */
    List<Parcel> changed(int count) {
        return parcels(count, 0.7, 550, -2.0);
    }

    private List<Parcel> parcels(int count, double shareOfNorth, double meanKilometres, double delayOfNorth) {
        List<Parcel> parcels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String carrier = random.nextDouble() < shareOfNorth ? "north" : CARRIERS.get(1 + random.nextInt(2));
            String region = REGIONS.get(random.nextInt(REGIONS.size()));
            int hour = 8 + random.nextInt(12);
            double kilograms = -4 * Math.log(1 - random.nextDouble());
            double kilometres = -meanKilometres * Math.log(1 - random.nextDouble());
            double odds = -2.2
                    + 0.002 * kilometres
                    + 0.1 * kilograms
                    + 0.05 * (hour - 8)
                    + (region.equals("isles") ? 0.8 : 0)
                    + (carrier.equals("north") ? delayOfNorth : 0);
            boolean late = random.nextDouble() < 1 / (1 + Math.exp(-odds));
            parcels.add(new Parcel(made++, carrier, region, hour, kilograms, kilometres, late));
        }
        return parcels;
    }

    /** The parcels as the lines of a CSV file. */
    static List<String> csv(List<Parcel> parcels) {
        List<String> lines = new ArrayList<>(List.of("id,carrier,region,hour,kilograms,kilometres,late"));
        for (Parcel each : parcels) {
            lines.add(each.id() + "," + each.carrier() + "," + each.region() + "," + each.hour() + ","
                    + each.kilograms() + "," + each.kilometres() + "," + each.late());
        }
        return lines;
    }
}
