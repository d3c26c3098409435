package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where many numbers of single rows disagree with those of the same sensor just before and after, or one does and the sensor's name is odd itself, the
 * rows are not that sensor's: its name is wrong, and not the numbers.
 */
final class SensorDiagnosis {

    /** Fewer features that disagree say that these are wrong, and not the sensor's name. */
    private static final int LEAST_FEATURES = 3;

    private SensorDiagnosis() {}

    /** Takes the disagreement from the features if it is the sensor's, and returns a case for the sensor. */
    static Map<String, Case> of(Map<String, Case> cases, Block window, List<Block> reference) {
        Map<String, List<Suspicion>> bySensor = new HashMap<>();
        for (Case odd : cases.values()) {
            Suspicion suspicion = odd.suspicion(Symptom.FLICKER);
            if (suspicion != null) {
                @Nullable String sensor = ((FlickerStatistic) suspicion.statistic()).sensor();
                if (sensor != null) {
                    bySensor.computeIfAbsent(sensor, key -> new ArrayList<>()).add(suspicion);
                }
            }
        }
        Map<String, Case> blamed = new HashMap<>();
        bySensor.forEach((sensor, suspicions) -> {
            Case known = cases.get(sensor);
            if (known != null || suspicions.size() >= LEAST_FEATURES) {
                Case odd = known == null ? new Case(sensor, window, reference) : known;
                for (Suspicion suspicion : suspicions) {
                    Objects.requireNonNull(cases.get(suspicion.statistic().feature()))
                            .remove(Symptom.FLICKER);
                    odd.add(suspicion);
                }
                blamed.put(sensor, odd);
            }
        });
        cases.values().forEach(odd -> forget(odd, cases));
        return blamed;
    }

    /** What a number is for a category says nothing of it where the category itself is odd. */
    private static void forget(Case odd, Map<String, Case> cases) {
        Suspicion given = odd.suspicion(Symptom.GIVEN);
        if (given != null && cases.containsKey(((GivenStatistic) given.statistic()).given())) {
            odd.remove(Symptom.GIVEN);
        }
    }
}
