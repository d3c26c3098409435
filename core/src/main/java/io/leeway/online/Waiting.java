package io.leeway.online;

import io.leeway.binary.BinaryForm;
import org.jspecify.annotations.Nullable;

/**
 * A row that waits for its label.
 *
 * @param row its columns as they were read
 * @param answer what was answered
 * @param millis its event time; 0 if the schema has none
 * @param baseline what would have been answered without looking at the row
 */
record Waiting(Raw row, long millis, double answer, double baseline) {

    void write(BinaryForm.Writer out) {
        for (double each : row.numbers) {
            out.real(each);
        }
        for (@Nullable String each : row.categories) {
            out.number(each == null ? 0 : 1);
            out.chars(each == null ? "" : each);
        }
        out.large(millis);
        out.real(answer);
        out.real(baseline);
    }

    static Waiting read(BinaryForm.Reader in, Raw blank, boolean logistic) {
        for (int i = 0; i < blank.numbers.length; i++) {
            blank.numbers[i] = in.realOrMissing();
        }
        for (int i = 0; i < blank.categories.length; i++) {
            boolean there = in.number(1) == 1;
            String text = in.chars();
            blank.categories[i] = there ? text : null;
        }
        return new Waiting(blank, in.large(), answer(in, logistic), answer(in, logistic));
    }

    private static double answer(BinaryForm.Reader in, boolean logistic) {
        double answer = in.real();
        if (logistic && !(answer >= 0 && answer <= 1)) {
            throw in.corrupt("a probability is " + answer);
        }
        return answer;
    }
}
