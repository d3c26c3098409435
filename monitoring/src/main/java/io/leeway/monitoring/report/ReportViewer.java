package io.leeway.monitoring.report;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shows a report in the browser of the desktop, for JShell and for development. Meant for static import:
 * {@code open(report)}.
 */
public final class ReportViewer {

    /** Opens an address; the answer is empty, or the reason why it could not. */
    interface Browser {
        String browse(URI address);
    }

    private ReportViewer() {}

    /**
     * Where a report was written, and whether it is shown.
     *
     * @param file the page
     * @param shown whether the browser was asked to show it
     * @param problem why it was not, or an empty string
     */
    public record Shown(Path file, boolean shown, String problem) {
        @Override
        public String toString() {
            return shown ? "shown in the browser: " + file : "open it yourself, " + problem + ": " + file;
        }
    }

    /**
     * Writes a report to a temporary file and asks the browser of the desktop to show it. Where there is no desktop, as on
     * a server, the result says so and names the file.
     *
     * @param report the report
     * @return the file, and whether it is shown; prints itself
     * @throws ReportException if the file cannot be written
     */
    public static Shown open(HtmlReport report) {
        return open(report, ReportViewer::browse);
    }

    static Shown open(HtmlReport report, Browser browser) {
        Path file;
        try {
            file = Files.createTempFile("leeway-", ".html");
        } catch (IOException e) {
            throw new ReportException("cannot create a temporary file for the report: " + e.getMessage(), null, e);
        }
        report.writeTo(file);
        String problem = browser.browse(file.toUri());
        return new Shown(file, problem.isEmpty(), problem);
    }

    private static String browse(URI address) {
        try {
            if (GraphicsEnvironment.isHeadless()
                    || !Desktop.isDesktopSupported()
                    || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                return "there is no desktop here";
            }
            Desktop.getDesktop().browse(address);
            return "";
        } catch (IOException | RuntimeException e) {
            return "the browser could not be started (" + e.getMessage() + ")";
        } catch (LinkageError e) {
            return "this Java has no desktop (" + e.getMessage() + ")";
        }
    }
}
