package io.leeway.examples.alarms;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What breaks in a feed of rented bicycles; written before any detector saw a week of it. */
final class BikeFaults {
    private BikeFaults() {}

    /** All faults. */
    static List<Fault> all() {
        return List.of(
                Fault.numbers("temp in Fahrenheit", "temp", some(), t -> Fault.round(32 + 1.8 * 41 * t, 1)),
                Fault.numbers("temp in degrees instead of shares", "temp", some(), t -> Fault.round(41 * t, 2)),
                Fault.copied("atemp replaced by temp", "atemp", "temp", some()),
                Fault.numbers("hum in percent", "hum", some(), h -> 100 * h),
                Fault.numbers("hum stuck at 0.5 in some rows", "hum", Fault.shares(0.1, 0.25, 0.5), h -> 0.5),
                Fault.numbers("hum missing in some rows", "hum", Fault.shares(0.03, 0.1, 0.3), h -> Double.NaN),
                Fault.numbers("windspeed 0 in some rows", "windspeed", Fault.shares(0.1, 0.2, 0.5), w -> 0),
                Fault.numbers("windspeed in miles", "windspeed", some(), w -> Fault.round(w / 1.609344, 4)),
                Fault.numbers("temp rounded to tenths", "temp", some(), t -> Fault.round(t, 1)),
                Fault.scaled("registered too many", "registered", new double[] {1.1, 1.3, 2}, Math::rint),
                Fault.numbers("casual without its last digit", "casual", some(), c -> Math.floor(c / 10)),
                Fault.swapped("casual and registered swapped", "casual", "registered", some()),
                Fault.swapped("temp and hum swapped", "temp", "hum", some()),
                Fault.categories(
                        "hour off by one", "hour", some(), h -> String.valueOf((Integer.parseInt(h) + 1) % 24)),
                Fault.categories(
                        "weekday off by one", "weekday", some(), d -> String.valueOf((Integer.parseInt(d) + 1) % 7)),
                Fault.categories(
                        "weathersit clear renamed", "weathersit", some(), w -> w.equals("clear") ? "Clear sky" : w),
                Fault.categories(
                        "weathersit cloudy merged into clear",
                        "weathersit",
                        some(),
                        w -> w.startsWith("cloudy") ? "clear" : w),
                Fault.categories(
                        "weathersit with a broken character", "weathersit", some(), w -> w.replace('/', '\uFFFD')),
                new Fault(
                        "weathersit lost",
                        Set.of("weathersit"),
                        some(),
                        (week, share, random) ->
                                week.mapCategories("weathersit", Fault.chosen(week, share, random), w -> null)),
                rows("rows delivered twice"),
                rows("rows lost"),
                rows("nothing delivered on the last days"));
    }

    private static double[] some() {
        return Fault.shares(0.1, 0.3, 1);
    }

    /** One of the faults of rows of the flights, which fit any feed. */
    private static Fault rows(String name) {
        return Fault.all().stream()
                .filter(fault -> Objects.equals(fault.name(), name))
                .findFirst()
                .orElseThrow();
    }
}
