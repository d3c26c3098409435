package io.leeway.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFormTest {
    private static final BinaryForm FORM = form(3);

    private static BinaryForm form(int version) {
        return new BinaryForm("TEST", version, new BinaryForm.Refusals() {
            @Override
            public RuntimeException otherForm(int length) {
                return new IllegalArgumentException("other form");
            }

            @Override
            public RuntimeException newer(int length, int given, int read) {
                return new IllegalArgumentException("newer: " + given + " than " + read);
            }

            @Override
            public RuntimeException truncated(int length, long expected) {
                return new IllegalArgumentException("truncated: " + length + " of " + expected);
            }

            @Override
            public RuntimeException corrupt(int length, String what) {
                return new IllegalArgumentException("corrupt: " + what);
            }
        });
    }

    @Test
    void whatWasWrittenIsRead() {
        BinaryForm.Writer out = FORM.writer();
        out.utf8("ß");
        out.chars("\uD800");
        out.reals(new double[] {-0.0, Double.MIN_VALUE});
        out.real(Double.NaN);
        BinaryForm.Reader in = form(4).open(out.toBytes());

        assertThat(in.utf8()).isEqualTo("ß");
        assertThat(in.chars()).isEqualTo("\uD800");
        assertThat(in.reals(2)).containsExactly(-0.0, Double.MIN_VALUE);
        assertThat(in.realOrMissing()).isNaN();
        in.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTextThatIsLongerThanWhatFollowsIsRefused(int chars) {
        BinaryForm.Writer out = FORM.writer();
        out.number(chars);
        byte[] bytes = out.toBytes();

        assertThatThrownBy(() -> FORM.open(bytes).chars()).hasMessage("corrupt: the content ends early");
        assertThatThrownBy(() -> FORM.open(bytes).utf8()).hasMessage("corrupt: the content ends early");
    }

    @Test
    void whatIsNoFormOrOfALaterVersionOrCutShortIsRefused() {
        byte[] bytes = FORM.writer().toBytes();

        assertThatThrownBy(() -> FORM.open(new byte[20])).hasMessage("other form");
        assertThatThrownBy(() -> form(2).open(bytes)).hasMessage("newer: 3 than 2");
        assertThatThrownBy(() -> FORM.open(java.util.Arrays.copyOf(bytes, 13))).hasMessage("truncated: 13 of 14");
        assertThatThrownBy(() -> FORM.open(java.util.Arrays.copyOf(bytes, 15))).hasMessageStartingWith("corrupt: ");
    }
}
