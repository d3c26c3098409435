package io.leeway.monitoring.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page is made of besides its data: this package's template, style and script, and the chart library, which is read from
 * its archive on the class path ({@code org.webjars.npm:uplot}) and never copied into this project.
 */
final class Assets {
    private static final String CHARTS = "org.webjars.npm:uplot";
    private static final String CHARTS_POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final Pattern END_OF_ELEMENT = Pattern.compile("</(?=script|style)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("<!--");

    private Assets() {}

    static String template() {
        return own("report.html");
    }

    static String style() {
        return inline(charts("dist/uPlot.min.css") + "\n" + own("report.css"));
    }

    /** The chart library with its licence in front, as that licence asks. */
    static String chartLibrary() {
        return inline(
                "/*\n" + charts("LICENSE").replace("*/", "* /").strip() + "\n*/\n" + charts("dist/uPlot.iife.min.js"));
    }

    static String script() {
        return inline(own("report.js"));
    }

    private static String charts(String path) {
        Properties pom = new Properties();
        try {
            pom.load(new StringReader(library(CHARTS_POM)));
        } catch (IOException e) {
            throw new ReportException("cannot read " + CHARTS_POM, null, e);
        }
        return library("META-INF/resources/webjars/uplot/" + pom.getProperty("version") + "/" + path);
    }

    /** Text that cannot end the script or style element it stands in. */
    static String inline(String source) {
        String closed = END_OF_ELEMENT.matcher(source.replace("\r", "")).replaceAll("<\\\\/");
        return COMMENT.matcher(closed).replaceAll("<\\\\!--");
    }

    private static String own(String name) {
        return read(name, Assets.class.getResourceAsStream(name), "the archive of leeway-monitoring is not whole");
    }

    /** A library's resources are no part of this module: the class loader finds them, the class would not. */
    private static String library(String path) {
        InputStream in = Objects.requireNonNull(Assets.class.getClassLoader()).getResourceAsStream(path);
        return read(
                path,
                in,
                "add " + CHARTS
                        + ", which leeway-monitoring brings along unless it is excluded, and on the module path start Java with"
                        + " --add-modules uplot");
    }

    private static String read(String name, @Nullable InputStream resource, String advice) {
        try (InputStream in = resource) {
            if (in == null) {
                throw new ReportException("the resource " + name + " is not on the class path: " + advice, null, null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ReportException("cannot read the resource " + name, null, e);
        }
    }
}
