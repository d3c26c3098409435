package io.leeway.adaptation;

import io.leeway.feedback.RowId;
import java.util.Optional;

/**
 * What a label did to the answer to a row that came later.
 *
 * @param row the position in the log of the row that was labelled
 * @param id its id; empty if it was dropped since
 * @param label the label: {@code true} or {@code false} of a boolean, a class, or a number
 * @param before what the experts together would have answered before: the probability of the positive class, or the number
 * @param after what they would have answered afterwards
 */
public record LabelEffect(long row, Optional<RowId> id, String label, double before, double after) {
    /**
     * Returns by how much the label moved the answer.
     *
     * @return the difference, positive if the answer rose
     */
    public double change() {
        return after - before;
    }
}
