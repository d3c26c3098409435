package io.leeway.monitoring.report;

import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.profile.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report in one self-contained HTML file: metrics of a model, the events of its life, and their reasons.
 *
 * <p>A page with charts includes a small chart library, which is read from the class path. A content security policy allows only
 * the page's own scripts, by their hash; nothing is loaded from anywhere. All text is escaped. A year of daily values
 * and twenty features take a few hundred kilobytes.
 *
 * <p>Equal content gives equal bytes, in every JVM, locale and time zone. The order of events is of no consequence; charts, tables,
 * series, rows and facts appear in the order in which they were added.
 *
 * <pre>{@code
 * HtmlReport.titled("Flight delays, 2013")
 *         .figure("Log loss", Cell.estimate(0.519, 0.003), "never retrained: 0.607")
 *         .section("Performance", "Measured on labels as they came in.")
 *         .chart(TimeChart.titled("Log loss").series("Leeway", days, values))
 *         .section("Features", "The last week against the training data.")
 *         .features(comparisons)
 *         .build()
 *         .writeTo(Path.of("report.html"));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads; a {@link Builder} is not.
 */
public final class HtmlReport {
    private final String html;

    private HtmlReport(String html) {
        this.html = html;
    }

    /**
     * Starts a report.
     *
     * @param title the title
     * @return a builder
     */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /**
     * Returns the page.
     *
     * @return HTML, to be encoded as UTF-8
     */
    public String html() {
        return html;
    }

    /**
     * Writes the page as UTF-8. An existing file is replaced; missing folders are created.
     *
     * @param file the file to write
     * @return the file
     * @throws ReportException if it cannot be written
     */
    public Path writeTo(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return Files.writeString(file, html, StandardCharsets.UTF_8);
        } catch (IOException | UncheckedIOException e) {
            throw new ReportException("cannot write the report to " + file + ": " + e.getMessage(), file, e);
        }
    }

    /**
     * Returns the length of the page.
     *
     * @return a line
     */
    @Override
    public String toString() {
        return "HtmlReport[" + html.length() + " characters]";
    }

    /** Builds a report from top to bottom. Not safe for use by several threads. */
    public static final class Builder {
        private final String title;
        private String subtitle = "";
        private @Nullable Instant created;
        private ZoneId zone = ZoneOffset.UTC;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private final List<KeyFigure> figures = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private @Nullable Opening opening;

        private Builder(String title) {
            this.title = Objects.requireNonNull(title, "title");
        }

        /**
         * Sets the line below the title; the default is none.
         *
         * @param subtitle a sentence
         * @return this builder
         */
        public Builder subtitle(String subtitle) {
            this.subtitle = Objects.requireNonNull(subtitle, "subtitle");
            return this;
        }

        /**
         * Sets when the report was made; by default it is not shown.
         *
         * @param at the time, from the caller's clock
         * @return this builder
         */
        public Builder created(Instant at) {
            this.created = Objects.requireNonNull(at, "at");
            return this;
        }

        /**
         * Sets the time zone of dates; the default is UTC.
         *
         * @param zone any zone
         * @return this builder
         */
        public Builder zone(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /**
         * Adds a fact to the header of the page, such as the name of the model or of the data.
         *
         * @param name its name
         * @param value its value
         * @return this builder
         */
        public Builder fact(String name, String value) {
            facts.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds a key figure at the top of the page.
         *
         * @param name its name
         * @param value the figure
         * @param note a value to compare it with; may be empty
         * @return this builder
         */
        public Builder figure(String name, Cell value, String note) {
            figures.add(new KeyFigure(
                    Objects.requireNonNull(name, "name"),
                    Objects.requireNonNull(value, "value"),
                    Objects.requireNonNull(note, "note")));
            return this;
        }

        /**
         * Opens the page with what matters: the open incidents, the most severe and dearest first, each with its price, what to do and what was done; or that there is none. {@code docs/report.md}
         * says how to read it.
         *
         * @param incidents those of a monitor, such as {@link io.leeway.monitoring.ModelMonitor#incidents}
         * @param newest the newest window
         * @param done what was done to the model, such as trainings and promotions; those since an incident began are shown with it
         * @return this builder
         */
        public Builder opening(List<Incident> incidents, MonitoringSnapshot newest, List<Event> done) {
            opening = new Opening(List.copyOf(incidents), Objects.requireNonNull(newest, "newest"), List.copyOf(done));
            return this;
        }

        /**
         * Starts a section, which has an entry in the navigation. Content added next belongs to it.
         *
         * @param heading a word or two
         * @param introduction a sentence or two; may be empty
         * @return this builder
         */
        public Builder section(String heading, String introduction) {
            sections.add(new Section(heading, introduction));
            return this;
        }

        /**
         * Adds a paragraph to the section.
         *
         * @param text the paragraph
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder paragraph(String text) {
            Objects.requireNonNull(text, "text");
            return add(page -> page.html().line("p", text, "class", "prose"));
        }

        /**
         * Adds a chart to the section.
         *
         * @param chart the chart
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder chart(TimeChart chart) {
            return add(Objects.requireNonNull(chart, "chart")::render);
        }

        /**
         * Adds the distributions of features to the section, those with the largest drift first.
         *
         * @param features any number
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder features(List<FeatureComparison> features) {
            return add(new FeatureGrid(List.copyOf(features)));
        }

        /**
         * Adds the results of drift tests to the section: the distributions of all features that both profiles have,
         * those with the largest drift first, and a table of all results.
         *
         * @param report the results
         * @param reference the reference profile
         * @param current the current profile
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder drift(DriftReport report, Profile reference, Profile current) {
            List<FeatureComparison> drawn = report.features().stream()
                    .filter(drift -> reference.has(drift.feature()) && current.has(drift.feature()))
                    .map(drift -> FeatureComparison.between(drift.feature(), reference, current)
                            .judged(drift))
                    .toList();
            return features(drawn).table(DriftTable.of(report));
        }

        /**
         * Adds the features of the newest window to the section, against its reference: those whose drift costs most first, drift that costs nothing in grey, each with a line over all windows
         * (its mean, or the share of the category that moved most) before its natural range; and a table of all results.
         *
         * @param windows the oldest first, at least one
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         * @throws IllegalArgumentException if there is no window
         */
        public Builder windows(List<WatchedWindow> windows) {
            if (windows.isEmpty()) {
                throw new IllegalArgumentException("there is no window to draw; record rows until one is closed");
            }
            WatchedWindow newest = windows.get(windows.size() - 1);
            DriftReport report = newest.window().drift().orElse(new DriftReport(List.of()));
            features(WindowFeatures.of(windows));
            return report.features().isEmpty() ? this : table(DriftTable.of(report));
        }

        /**
         * Adds a table to the section.
         *
         * @param table the table
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder table(DataTable table) {
            return add(Objects.requireNonNull(table, "table")::render);
        }

        /**
         * Adds a list of events to the section, the oldest first.
         *
         * @param events any number, in any order
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder events(List<Event> events) {
            return add(new EventList(List.copyOf(events)));
        }

        /**
         * Adds a list of incidents to the section: those that are open and most severe first, then the newest first, with evidence and advice.
         *
         * @param incidents any number, in any order
         * @return this builder
         * @throws IllegalStateException if there is no section yet
         */
        public Builder incidents(List<Incident> incidents) {
            return add(new IncidentList(List.copyOf(incidents)));
        }

        private Builder add(Block block) {
            if (sections.isEmpty()) {
                throw new IllegalStateException("begin a section before you add to it");
            }
            sections.get(sections.size() - 1).blocks().add(block);
            return this;
        }

        /**
         * Builds the report.
         *
         * @return the report
         * @throws ReportException if there are charts and the chart library is not on the class path
         */
        public HtmlReport build() {
            Page page = new Page(zone);
            new Masthead(title, subtitle, created, facts, opening, figures, sections).render(page);
            return new HtmlReport(Document.assemble(title, page));
        }
    }
}
