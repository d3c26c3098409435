// Two months of real flights: load, profile, compare; then train and register a model. Started by ./examples/notebook

import io.leeway.data.Rows;
import io.leeway.evaluation.Evaluation;
import io.leeway.examples.flights.Flight;
import io.leeway.monitoring.drift.*;
import io.leeway.monitoring.profile.*;
import io.leeway.monitoring.*;
import io.leeway.monitoring.quality.*;
import io.leeway.monitoring.report.*;
import io.leeway.pipeline.*;
import io.leeway.registry.*;
import io.leeway.registry.file.FileRegistry;
import io.leeway.serving.LiveModel;
import java.time.Duration;
import java.time.Instant;
import org.tribuo.classification.Label;
import static io.leeway.evaluation.Gates.*;
import static io.leeway.monitoring.drift.DriftTests.*;
import static io.leeway.monitoring.quality.Expectations.*;
import static io.leeway.monitoring.report.ReportViewer.open;

void show(Object what) { System.out.println(what + "\n"); }

// Tribuo tells what it trains; held strongly, or the level would be forgotten with the logger.
java.util.logging.Logger tribuo = java.util.logging.Logger.getLogger("org.tribuo");
tribuo.setLevel(java.util.logging.Level.WARNING);

// Load.
Rows<Flight> year = Rows.csv(Path.of(System.getProperty("flights")), Flight.class);
List<Flight> both = year.filter(flight -> flight.month() == 1 || flight.month() == 7).toList();
Rows<Flight> january = Rows.of(both.stream().filter(flight -> flight.month() == 1).toList());
Rows<Flight> july = Rows.of(both.stream().filter(flight -> flight.month() == 7).toList());
show("January is " + january + ", July is " + july + ".");

// Profile.
Profile before = Profiler.of(Flight.SCHEMA).addAll(january).profile();
Profile after = Profiler.of(Flight.SCHEMA).addAll(july).profile();
show(before);
show(after);

// Compare.
DriftReport drift = DriftDetector.of(psi()).compare(before, after);
show(drift);
show(TextPlot.compare(before, after, "temp"));
DataQualityReport quality = Expectations.check(after, List.of(
        expect("distance").between(1, 5_000),
        expect("dest").knownTo(before, 0.01),
        expect("temp").missing().atMost(0.001)));
show(quality);

// Train, gate, register.
ModelRegistry registry = FileRegistry.open(Path.of("leeway-notebook"));
Pipeline<Flight, Label> pipeline = Pipeline.classification("flight-delay", Flight.SCHEMA).
        candidate("logistic", Trainers::logisticRegression, Scaling.STANDARDIZED).
        gate(rocAuc().atLeast(0.6)).
        register(registry).
        build();
PipelineRun<Flight, Label> run = pipeline.run(january);
show(run);
AliasMove move = pipeline.promote(run);
show(move);
show(registry.model("flight-delay"));

// Serve it, and ask January's model about July.
LiveModel<Flight, Label> live = LiveModel.classification(Flight.SCHEMA, registry, "flight-delay", "champion").build();
show("Will it be late? " + live.answer(july.toList().get(0)));
Evaluation inJuly = Evaluation.of(run.candidate("logistic").model(), july);
System.out.printf("January's model, asked about %,d flights in July:%n", inJuly.rows());
inJuly.metrics().forEach((metric, value) -> System.out.printf("  %-18s%.4f%n", metric, value));


// Watch it through the year: a window a week, labels when the flights have landed.
ModelMonitor<Flight> monitor = ModelMonitor.of(Flight.SCHEMA).reference(before).window(Duration.ofDays(7)).performanceOver(6_000).build();
for (Flight flight : year) {
    monitor.record(flight, run.candidate("logistic").model().score(flight));
    monitor.label(flight.id(), flight.late(), flight.arrived());
}
SortedMap<Instant, Double> logLoss = new TreeMap<>();
for (MonitoringSnapshot week : monitor.history()) {
    week.classification().ifPresent(found -> logLoss.put(week.to(), found.logLoss()));
}
show(TextPlot.line("log loss of January's model, week by week", logLoss));
HtmlReport report = HtmlReport.titled("January and July").section("Drift", "").drift(drift, before, after).build();

System.out.println("""

        All of it is still here: january, july, before, after, drift, quality,
        registry, pipeline, run, live, monitor, logLoss, report. Try
          registry.audit("flight-delay").forEach(event -> show(event))
          before.numeric("temp").quantile(0.9)
          drift.feature("temp").get()
          live.unseenCategories()
          show(TextPlot.histogram(after.numeric("distance")))
          open(report)
        and /exit to leave.""");
