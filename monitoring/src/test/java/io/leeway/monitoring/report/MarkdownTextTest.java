package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {

    @Test
    void markupOfAnyKindReadsAsItIs() {
        assertThat(MarkdownText.escape("<script>a|b</script> *x* _y_ `z` [l](u) #1 @ann $e$ &amp; ~~s~~ \\ !i"))
                .isEqualTo(
                        "&lt;script&gt;a\\|b&lt;/script&gt; \\*x\\* \\_y\\_ \\`z\\` \\[l\\](u) \\#1 &#64;ann &#36;e&#36;"
                                + " &amp;amp; \\~\\~s\\~\\~ \\\\ \\!i");
    }

    @Test
    void aTextStaysInItsLine() {
        assertThat(MarkdownText.escape(" one\ntwo\r\nthree\u0007\u0085four\t")).isEqualTo("one two  three  four");
    }
}
