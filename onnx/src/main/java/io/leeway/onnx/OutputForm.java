package io.leeway.onnx;

import java.util.List;

/**
 * Which output of a graph is read, and what it means.
 *
 * @param output its name
 * @param form what it holds
 * @param classes the classes in the order of the graph; for one column, the class that the column does not stand for and the one that it
 *     does; empty for a regression
 */
record OutputForm(String output, Form form, List<String> classes) {

    OutputForm {
        classes = List.copyOf(classes);
    }

    /** What an output holds. */
    enum Form {
        /** A column a class, each a probability. */
        PROBABILITIES("probabilities"),
        /** One column, the probability of the second class. */
        PROBABILITY("a probability"),
        /** A column a class, to which softmax is applied. */
        LOGITS("logits"),
        /** One column, to which the logistic function is applied, of the second class. */
        LOGIT("a logit"),
        /** A map a row from class to probability, as ZipMap makes. */
        MAPS("a map of probabilities"),
        /** The predicted class, without a probability. */
        LABELS("a label"),
        /** A number. */
        NUMBER("a number");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** How many values a row of the raw output has. */
    int rawWidth() {
        return switch (form) {
            case PROBABILITIES, LOGITS, MAPS -> classes.size();
            case PROBABILITY, LOGIT, LABELS, NUMBER -> 1;
        };
    }

    String describe() {
        return output + " is read as " + form + (classes.isEmpty() ? "" : " of the classes " + classes);
    }
}
