package io.leeway.onnx;

import io.leeway.model.UnseenCategories;
import io.leeway.schema.CategoryReader;
import io.leeway.schema.Feature;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Fills the columns of neighbouring categorical features, each looked up once, however many columns it fills. Immutable. */
final class CategoryFiller<R> implements Filler<R> {
    private final List<Look<R>> looks;
    private final CategoryReader<R> reader;
    private final int columns;

    /** By the place of a feature: its first column, how many it fills, and the code of a category that has no place. */
    private final int[] first;

    private final boolean[] oneHot;
    private final int[] other;
    private final boolean[] counts;

    /**
     * One feature.
     *
     * @param oneHot whether each category has a column of its own; else the one column holds the place of the category
     * @param other what stands there for a missing or unknown category
     * @param counts whether unknown categories are counted
     */
    record Look<R>(Feature<R> feature, List<String> categories, boolean oneHot, int other, boolean counts) {
        int columns() {
            return oneHot ? categories.size() : 1;
        }
    }

    CategoryFiller(List<Look<R>> looks) {
        this.looks = List.copyOf(looks);
        this.reader = CategoryReader.of(
                looks.stream().map(Look::feature).toList(),
                looks.stream().map(Look::categories).toList());
        this.columns = looks.stream().mapToInt(Look::columns).sum();
        int size = looks.size();
        this.first = new int[size];
        this.oneHot = new boolean[size];
        this.other = new int[size];
        this.counts = new boolean[size];
        int column = 0;
        for (int i = 0; i < size; i++) {
            Look<R> look = looks.get(i);
            first[i] = column;
            oneHot[i] = look.oneHot();
            other[i] = look.other();
            counts[i] = look.counts();
            column += look.columns();
        }
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int features() {
        return reader.columns();
    }

    @Override
    public IntStream counted() {
        return looks.stream().filter(Look::counts).mapToInt(each -> each.feature()
                .index());
    }

    @Override
    public Filler<R> countingOnly(IntPredicate counted) {
        return new CategoryFiller<>(looks.stream()
                .map(each -> new Look<>(
                        each.feature(),
                        each.categories(),
                        each.oneHot(),
                        each.other(),
                        each.counts() && counted.test(each.feature().index())))
                .toList());
    }

    @Override
    public void fill(
            R[] rows, int begin, int end, double[] into, int from, int step, int[] codes, UnseenCategories unseen) {
        reader.read(rows, begin, end, codes);
        int place = from;
        int at = 0;
        for (int row = begin; row < end; row++) {
            for (int i = 0; i < first.length; i++) {
                int code = codes[at++];
                if (!oneHot[i]) {
                    into[place + first[i]] = code < 0 ? other[i] : code;
                } else if (code >= 0) {
                    into[place + first[i] + code] = 1;
                }
                if (code == CategoryReader.UNKNOWN) {
                    count(i, unseen);
                }
            }
            place += step;
        }
    }

    @Override
    public void fill(
            R[] rows, int begin, int end, float[] into, int from, int step, int[] codes, UnseenCategories unseen) {
        reader.read(rows, begin, end, codes);
        int place = from;
        int at = 0;
        for (int row = begin; row < end; row++) {
            for (int i = 0; i < first.length; i++) {
                int code = codes[at++];
                if (!oneHot[i]) {
                    into[place + first[i]] = code < 0 ? other[i] : code;
                } else if (code >= 0) {
                    into[place + first[i] + code] = 1;
                }
                if (code == CategoryReader.UNKNOWN) {
                    count(i, unseen);
                }
            }
            place += step;
        }
    }

    private void count(int look, UnseenCategories unseen) {
        if (counts[look]) {
            unseen.count(looks.get(look).feature().index());
        }
    }
}
