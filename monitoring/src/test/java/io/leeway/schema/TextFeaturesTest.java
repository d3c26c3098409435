package io.leeway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {

    private static final TextFeatures KNOWN =
            TextFeatures.of(List.of("The flight was late.", "Der Flug war PÜNKTLICH"));

    private record Review(String text) {}

    @Test
    void lengthsAreInCodePoints() {
        assertThat(TextFeatures.length("")).isZero();
        assertThat(TextFeatures.length("späte")).isEqualTo(5);
        assertThat(TextFeatures.length("\uD83D\uDEEB?")).isEqualTo(2);
    }

    @Test
    void wordsAreRunsOfLettersMarksAndDigits() {
        assertThat(TextFeatures.words("Gate 12b, please - cafe\u0301!")).isEqualTo(4);
        assertThat(TextFeatures.words(" ...")).isZero();
    }

    @Test
    void unseenWordsAreAShareWhateverTheirCase() {
        assertThat(KNOWN.unseenWords("the FLIGHT was pünktlich")).isZero();
        assertThat(KNOWN.unseenWords("the flight was cancelled")).isEqualTo(0.25);
        assertThat(KNOWN.unseenWords("strike strike")).isEqualTo(1);
    }

    @Test
    void whatIsMissingOrHasNoWordIsMissing() {
        assertThat(TextFeatures.length(null)).isNaN();
        assertThat(TextFeatures.words(null)).isNaN();
        assertThat(KNOWN.unseenWords(null)).isNaN();
        assertThat(KNOWN.unseenWords("!?")).isNaN();
    }

    @Test
    void theyAreFeaturesOfASchema() {
        Schema<Review> schema = Schema.<Review>builder(Review.class)
                .numeric("words", review -> TextFeatures.words(review.text()))
                .numeric("unseen", review -> KNOWN.unseenWords(review.text()))
                .build();
        Review review = new Review("The hotel was late");

        assertThat(schema.feature("words").number(review)).isEqualTo(4);
        assertThat(schema.feature("unseen").number(review)).isEqualTo(0.25);
    }
}
