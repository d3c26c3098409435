package io.leeway.feedback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers the texts of labels, so that the label of any row is a number. */
final class LabelTexts {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    double number(double number, @Nullable String text) {
        if (text == null) {
            return number;
        }
        Integer known = numbers.get(text);
        if (known == null) {
            known = texts.size();
            numbers.put(text, known);
            texts.add(text);
        }
        return known;
    }

    String text(double number) {
        return Objects.requireNonNull(texts.get((int) number));
    }
}
