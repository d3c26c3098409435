package io.leeway.schema;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers about a text that take part in profiles, drift tests and models as any other feature: its length, its words, and the share of them that are new.
 *
 * <pre>{@code
 * record Review(String text, boolean returned) {}
 *
 * TextFeatures known = TextFeatures.of(List.of("fits well", "too small, returned"));
 * Schema<Review> schema = Schema.<Review>builder(Review.class)
 *         .numeric("length", review -> TextFeatures.length(review.text()))
 *         .numeric("words", review -> TextFeatures.words(review.text()))
 *         .numeric("unseen", review -> known.unseenWords(review.text()))
 *         .build();
 * }</pre>
 *
 * <p>A word is a run of letters, marks and digits; upper and lower case are the same. Immutable and safe for use by several threads. Memory: the distinct words of the
 * texts. Cost: linear in the length of a text.
 */
public final class TextFeatures {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private final Set<String> words;

    private TextFeatures(Set<String> words) {
        this.words = words;
    }

    /**
     * Learns which words are known. Texts of a reference that has been learnt have no unseen word, and any later text seems new beside them; so learn
     * from texts before the reference, such as those of the training.
     *
     * @param texts the texts
     * @return what knows their words
     */
    public static TextFeatures of(Iterable<String> texts) {
        Set<String> words = new HashSet<>();
        for (String text : texts) {
            Matcher matcher = WORD.matcher(text);
            while (matcher.find()) {
                words.add(folded(matcher));
            }
        }
        return new TextFeatures(words);
    }

    private static String folded(Matcher word) {
        return word.group().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the length of a text.
     *
     * @param text the text, or {@code null} if it is missing
     * @return its Unicode code points; {@code NaN} if it is missing
     */
    public static double length(@Nullable String text) {
        return text == null ? Double.NaN : text.codePointCount(0, text.length());
    }

    /**
     * Returns how many words a text has.
     *
     * @param text the text, or {@code null} if it is missing
     * @return 0 or more; {@code NaN} if it is missing
     */
    public static double words(@Nullable String text) {
        return text == null ? Double.NaN : WORD.matcher(text).results().count();
    }

    /**
     * Returns the share of a text's words that are not known.
     *
     * @param text the text, or {@code null} if it is missing
     * @return in [0, 1]; {@code NaN} if the text is missing or has no word
     */
    public double unseenWords(@Nullable String text) {
        if (text == null) {
            return Double.NaN;
        }
        int all = 0;
        int unseen = 0;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            all++;
            if (!words.contains(folded(matcher))) {
                unseen++;
            }
        }
        return all == 0 ? Double.NaN : (double) unseen / all;
    }

    @Override
    public String toString() {
        return words.size() + " words";
    }
}
