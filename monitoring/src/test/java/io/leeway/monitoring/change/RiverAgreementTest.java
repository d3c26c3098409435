package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes are seen at the very values at which River 0.26.1 sees them; {@code change_fixtures.py} made the list. */
class RiverAgreementTest {

    record Case(String detector, String kind, long seed, int n, List<Integer> changes) {

        static Case parse(String line) {
            String[] cell = line.split(",", -1);
            List<Integer> changes = cell[4].isEmpty()
                    ? List.of()
                    : Stream.of(cell[4].split(" ")).map(Integer::valueOf).toList();
            return new Case(cell[0], cell[1], Long.parseLong(cell[2]), Integer.parseInt(cell[3]), changes);
        }

        double value(int i, double u) {
            return switch (kind) {
                case "steady" -> u;
                case "step" -> u + (i >= n / 2 ? 0.4 : 0.0);
                case "steps" -> u + 0.5 * ((i * 5 / n) % 2);
                case "slope" -> u + 2.0 * i / n;
                case "errors" -> u < (i < n / 3 ? 0.1 : 0.3) ? 1.0 : 0.0;
                case "wide" -> (u - 0.5) * 200 + (i >= 2 * n / 3 ? 60 : 0);
                case "constant" -> 3.25;
                case "falling" -> u - (i >= n / 4 ? 0.7 : 0.0);
                default -> throw new IllegalArgumentException(kind);
            };
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                        RiverAgreementTest.class.getResourceAsStream("/io/leeway/monitoring/change/river.csv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(Case::parse).toList().stream();
        }
    }

    /** splitmix64, as in the script. */
    private static double uniform(long[] state) {
        state[0] += 0x9E3779B97F4A7C15L;
        long z = state[0];
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesAreSeenWhereRiverSeesThem(Case stream) {
        ChangeDetector detector =
                stream.detector().equals("adwin") ? ChangeDetectors.adwin() : ChangeDetectors.pageHinkley();
        long[] random = {stream.seed()};
        List<Integer> changes = new ArrayList<>();
        for (int i = 0; i < stream.n(); i++) {
            if (detector.update(stream.value(i, uniform(random))) == ChangeState.CHANGE) {
                changes.add(i);
            }
        }
        assertThat(changes).isEqualTo(stream.changes());
    }
}
