package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

class ReportViewerTest {
    private static HtmlReport report() {
        return HtmlReport.titled("Flights").section("Drift", "").build();
    }

    @Test
    void theBrowserIsAskedForThePage() throws IOException {
        List<URI> asked = new ArrayList<>();

        ReportViewer.Shown shown = ReportViewer.open(report(), address -> {
            asked.add(address);
            return "";
        });

        assertThat(asked).containsExactly(shown.file().toUri());
        assertThat(Files.readString(shown.file())).isEqualTo(report().html());
        assertThat(shown).hasToString("shown in the browser: " + shown.file());
        Files.delete(shown.file());
    }

    @Test
    void aBrowserThatFailsIsNoFailure() throws IOException {
        ReportViewer.Shown shown = ReportViewer.open(report(), address -> "the browser could not be started (no)");

        assertThat(shown.shown()).isFalse();
        assertThat(shown).hasToString("open it yourself, the browser could not be started (no): " + shown.file());
        Files.delete(shown.file());
    }

    static boolean hasADesktop() {
        return !java.awt.GraphicsEnvironment.isHeadless();
    }

    @Test
    @DisabledIf("hasADesktop")
    void withoutADesktopTheResultNamesTheFile() throws IOException {
        ReportViewer.Shown shown = ReportViewer.open(report());

        assertThat(shown).hasToString("open it yourself, there is no desktop here: " + shown.file());
        Files.delete(shown.file());
    }
}
