package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** All that is odd about one feature of a window, and what it is compared with. */
final class Case {
    private final String feature;
    private final Block window;
    private final List<Block> reference;
    private final Map<Symptom, Suspicion> suspicions = new EnumMap<>(Symptom.class);

    Case(String feature, Block window, List<Block> reference) {
        this.feature = feature;
        this.window = window;
        this.reference = reference;
    }

    /** Keeps the first suspicion of each symptom: of rounding, the coarsest. */
    void add(Suspicion suspicion) {
        suspicions.putIfAbsent(suspicion.statistic().symptom(), suspicion);
    }

    void remove(Symptom symptom) {
        suspicions.remove(symptom);
    }

    boolean isEmpty() {
        return suspicions.isEmpty();
    }

    String feature() {
        return feature;
    }

    Block window() {
        return window;
    }

    List<Block> reference() {
        return reference;
    }

    boolean has(Symptom symptom) {
        return suspicions.containsKey(symptom);
    }

    boolean hasAny(Symptom... symptoms) {
        for (Symptom symptom : symptoms) {
            if (has(symptom)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Suspicion suspicion(Symptom symptom) {
        return suspicions.get(symptom);
    }

    Counts now() {
        return window.counts(feature);
    }

    List<Counts> before() {
        return ValueStatistic.counts(feature, reference);
    }

    List<double[]> numbersBefore() {
        List<double[]> numbers = new ArrayList<>();
        reference.forEach(block -> numbers.add(block.numbers(feature)));
        return numbers;
    }

    /** The rows whose value no block of the reference has. */
    IntPredicate unseen() {
        boolean[] unseen = new boolean[window.rows()];
        List<Counts> before = before();
        for (int row = 0; row < unseen.length; row++) {
            Object value = window.value(feature, row);
            unseen[row] = value != null && !Counts.known(value, before);
        }
        return row -> unseen[row];
    }

    IntPredicate equalTo(Object value) {
        return row -> value.equals(window.value(feature, row));
    }

    IntPredicate missing() {
        return row -> window.value(feature, row) == null;
    }

    IntPredicate present() {
        return row -> window.value(feature, row) != null;
    }

    double shareBefore(Object value) {
        return before().stream()
                .mapToDouble(counts -> counts.share(value))
                .average()
                .orElse(0);
    }

    double missingBefore() {
        return before().stream().mapToDouble(Counts::missingShare).average().orElse(0);
    }

    /** The strongest of all suspicions. */
    double strength() {
        return suspicions.values().stream()
                .mapToDouble(Suspicion::strength)
                .max()
                .orElse(0);
    }

    Finding finding(SignatureKind kind, String sentence, IntPredicate shows, double usual) {
        return finding(kind, sentence, Evidence.of(window, shows, usual, feature));
    }

    Finding finding(SignatureKind kind, String sentence, Evidence evidence) {
        return new Finding(
                feature,
                kind,
                sentence,
                strength(),
                evidence.affected(),
                evidence.rows(),
                evidence.since(),
                evidence.until(),
                evidence.segment());
    }
}
