package io.leeway.model;

import io.leeway.schema.Feature;
import io.leeway.schema.SchemaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A format as a user would write it: a line such as {@code distance above 1000.0: yes 0.7 else no 0.2}. */
final class ThresholdFormat implements ModelFormat {
    private static final Pattern RULE = Pattern.compile(
            "(\\w{1,40}) above (-?\\d{1,9}\\.\\d{1,9}): (\\w{1,40}) (0\\.\\d{1,9}) else (\\w{1,40}) (0\\.\\d{1,9})");

    @Override
    public String name() {
        return "threshold";
    }

    @Override
    public <R> Scorer<R> read(ModelSpec<R> spec, byte[] bytes) {
        Matcher rule = RULE.matcher(new String(bytes, StandardCharsets.UTF_8));
        if (!rule.matches()) {
            throw new CorruptModelException("the threshold form", bytes.length, "they are no rule");
        }
        if (spec.kind() != ModelKind.CLASSIFICATION) {
            throw new MismatchedModelException("kind", "a regressor", "a classifier");
        }
        String yes = rule.group(3);
        String no = rule.group(5);
        String positive = spec.positiveClass().orElseThrow();
        if (!positive.equals(yes) || yes.compareTo(no) <= 0) {
            throw new MismatchedModelException("list of classes", "one with " + positive, no + ", " + yes);
        }
        try {
            return new Threshold<>(
                    spec.schema().feature(rule.group(1)),
                    Double.parseDouble(rule.group(2)),
                    List.of(no, yes),
                    Double.parseDouble(rule.group(4)),
                    Double.parseDouble(rule.group(6)));
        } catch (SchemaException e) {
            throw new MismatchedModelException("feature", "one of the schema", rule.group(1));
        }
    }

    private record Threshold<R>(Feature<R> feature, double threshold, List<String> classes, double above, double below)
            implements Scorer<R> {

        @Override
        public double score(R row, UnseenCategories unseen) {
            return feature.number(row) > threshold ? above : below;
        }

        @Override
        public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
            double[] scores = new double[2 * rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                scores[2 * i + 1] = score(rows.get(i), unseen);
                scores[2 * i] = 1 - scores[2 * i + 1];
            }
            return scores;
        }

        @Override
        public ScoringPath path() {
            return new ScoringPath(true, "one comparison");
        }
    }
}
