package io.leeway.online;

import io.leeway.binary.BinaryForm;
import java.time.Instant;
import java.util.Optional;

/** From when to when the rows are that were learnt, by their event times: others must not be compared with a model on rows that it knows. */
final class Period {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long millis) {
        first = Math.min(first, millis);
        last = Math.max(last, millis);
    }

    Optional<Instant> first() {
        return first > last ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
    }

    Optional<Instant> last() {
        return first > last ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
    }

    void write(BinaryForm.Writer out) {
        out.large(first);
        out.large(last);
    }

    static Period read(BinaryForm.Reader in) {
        Period period = new Period();
        period.first = in.large();
        period.last = in.large();
        return period;
    }
}
