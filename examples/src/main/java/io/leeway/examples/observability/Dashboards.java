package io.leeway.examples.observability;

import static io.leeway.examples.observability.Metric.counter;
import static io.leeway.examples.observability.Metric.gauge;
import static io.leeway.examples.observability.Metric.timer;
import static io.leeway.examples.observability.Panel.lines;
import static io.leeway.examples.observability.Panel.stat;

import io.leeway.examples.observability.Dashboard.Variable;
import io.leeway.monitoring.MonitoringMetrics;
import io.leeway.retraining.RetrainerMetrics;
import io.leeway.serving.LiveModelMetrics;
import java.util.ArrayList;
import java.util.List;

/** The dashboards: all models, one model, retraining. Their queries are made from the constants of the binders. */
final class Dashboards {

    private static final String MODEL = "model=~\"$model\"";
    private static final String MONITOR = "monitor=~\"$model\"";
    private static final double DRIFTED = 0.3;
    private static final double DAY = 86_400;

    private Dashboards() {}

    static List<Dashboard> all() {
        return List.of(allModels(), oneModel(), retraining());
    }

    private static Variable model() {
        return new Variable("model", "Model", "label_values(" + gauge(LiveModelMetrics.VERSION) + ", model)");
    }

    private static Metric answers(String by) {
        return counter(LiveModelMetrics.ANSWERS).of(MODEL).rate().sumBy(by);
    }

    private static Panel age(Panel empty) {
        return empty.query(
                        gauge(LiveModelMetrics.AGE, "seconds").of(MODEL).maxBy("model, alias"), "{{model}} {{alias}}")
                .redFrom(90 * DAY);
    }

    private static Dashboard allModels() {
        List<Panel> panels = List.of(
                lines("Live version", "A step is a promotion or a roll-back.", "none")
                        .query(gauge(LiveModelMetrics.VERSION).of(MODEL).maxBy("model, alias"), "{{model}} {{alias}}"),
                age(lines("Time since promotion", "By the clock of the service.", "s")),
                lines("Predictions", "A second, over all instances.", "reqps").query(answers("model"), "{{model}}"),
                lines("Share of features that drifted", "Of the last window of each model.", "percentunit")
                        .query(gauge(MonitoringMetrics.DRIFT_SHARE).of(MONITOR).maxBy("monitor"), "{{monitor}}")
                        .redFrom(DRIFTED),
                lines("Alerts of the monitors", "From point to point.", "short")
                        .query(
                                counter(MonitoringMetrics.ALERTS)
                                        .of(MONITOR)
                                        .steps()
                                        .sumBy("monitor, kind"),
                                "{{monitor}} {{kind}}"),
                lines("Predictions without a label yet", "Rows that wait for their outcome.", "short")
                        .query(
                                gauge(MonitoringMetrics.LABELS_WAITING, "predictions")
                                        .of(MONITOR)
                                        .sumBy("monitor"),
                                "{{monitor}}"),
                lines("Failures", "Refreshes of the model and listeners that threw, from point to point.", "short")
                        .query(
                                counter(LiveModelMetrics.REFRESH_FAILURES)
                                        .of(MODEL)
                                        .steps()
                                        .sumBy("model"),
                                "{{model}} refresh")
                        .query(
                                counter(LiveModelMetrics.LISTENER_FAILURES)
                                        .of(MODEL)
                                        .steps()
                                        .sumBy("model"),
                                "{{model}} swap listener")
                        .query(
                                counter(MonitoringMetrics.LISTENER_FAILURES)
                                        .of(MONITOR)
                                        .steps()
                                        .sumBy("monitor"),
                                "{{monitor}} monitor listener")
                        .redFrom(1));
        return new Dashboard(
                "leeway-models", "Leeway: all models", "Which model needs attention.", List.of(model()), panels);
    }

    private static Dashboard oneModel() {
        List<Panel> panels = new ArrayList<>(List.of(
                stat("Live version", "The number in the registry.", "none")
                        .query(gauge(LiveModelMetrics.VERSION).of(MODEL).maxBy("alias"), "{{alias}}"),
                age(stat("Time since promotion", "By the clock of the service.", "s")),
                stat("Predictions", "A second, over all instances.", "reqps").query(answers("alias"), "{{alias}}"),
                stat("Features that drifted", "Share, in the last window.", "percentunit")
                        .query(gauge(MonitoringMetrics.DRIFT_SHARE).of(MONITOR).maxBy("monitor"), "drifted")
                        .redFrom(DRIFTED),
                stat("Failed expectations", "Of the data, in the last window.", "short")
                        .query(
                                gauge(MonitoringMetrics.QUALITY_FAILING, "expectations")
                                        .of(MONITOR)
                                        .maxBy("monitor"),
                                "failed")
                        .redFrom(1),
                stat("Rows of the last window", "Rows that were compared with the reference.", "short")
                        .query(gauge(MonitoringMetrics.WINDOW_ROWS).of(MONITOR).maxBy("monitor"), "rows")));
        panels.addAll(served());
        panels.addAll(data());
        panels.addAll(labels());
        Variable metric = new Variable(
                "metric",
                "Metric",
                "label_values(" + gauge(MonitoringMetrics.PERFORMANCE) + "{monitor=~\"$model\"}, metric)");
        return new Dashboard(
                "leeway-model",
                "Leeway: one model",
                "What a model answers, what it reads, and how good it is.",
                List.of(model(), metric),
                panels);
    }

    private static List<Panel> served() {
        return List.of(
                lines("Predictions", "A second.", "reqps").query(answers("alias"), "{{alias}}"),
                lines("Rows that were not monitored as they should be", "A second, by reason.", "reqps")
                        .query(
                                counter(LiveModelMetrics.ANSWERS_UNRECORDED)
                                        .of(MODEL)
                                        .rate()
                                        .sumBy("model"),
                                "not recorded")
                        .query(
                                counter(MonitoringMetrics.ROWS_REJECTED, "rows")
                                        .of(MONITOR)
                                        .rate()
                                        .sumBy("reason"),
                                "{{reason}}")
                        .query(
                                counter(MonitoringMetrics.ROWS_LATE, "rows")
                                        .of(MONITOR)
                                        .rate()
                                        .sumBy("monitor"),
                                "late")
                        .query(
                                counter(MonitoringMetrics.PREDICTIONS_INVALID, "predictions")
                                        .of(MONITOR)
                                        .rate()
                                        .sumBy("monitor"),
                                "invalid prediction"));
    }

    private static List<Panel> data() {
        return List.of(
                lines("Drift by feature", "The statistic of each test against the reference.", "none")
                        .query(
                                gauge(MonitoringMetrics.FEATURE_DRIFT)
                                        .of(MONITOR)
                                        .maxBy("feature, test"),
                                "{{feature}} {{test}}"),
                lines("Missing values", "Share of the rows of the last window.", "percentunit")
                        .query(
                                gauge(MonitoringMetrics.FEATURE_MISSING)
                                        .of(MONITOR)
                                        .maxBy("feature"),
                                "{{feature}}"),
                lines(
                                "Unseen categories",
                                "Values a prediction that did not occur in the training data.",
                                "percentunit")
                        .query(
                                counter(LiveModelMetrics.CATEGORIES_UNSEEN)
                                        .of(MODEL)
                                        .rate()
                                        .sumBy("model, feature")
                                        .dividedBy(new Metric("on (model) group_left () " + answers("model"))),
                                "{{feature}}"),
                lines("Unseen by the reference", "Share of the rows of the last window.", "percentunit")
                        .query(
                                gauge(MonitoringMetrics.FEATURE_UNSEEN)
                                        .of(MONITOR)
                                        .maxBy("feature"),
                                "{{feature}}"));
    }

    private static List<Panel> labels() {
        Metric delays = timer(MonitoringMetrics.LABEL_DELAY)
                .part("bucket")
                .of(MONITOR)
                .rate()
                .sumBy("le");
        return List.of(
                lines("Performance: $metric", "Over the newest labelled rows.", "none")
                        .query(
                                gauge(MonitoringMetrics.PERFORMANCE)
                                        .of(MONITOR + ", metric=~\"$metric\"")
                                        .maxBy("monitor, metric"),
                                "{{metric}}"),
                lines("Alerts of the monitor", "From point to point, by kind.", "short")
                        .query(
                                counter(MonitoringMetrics.ALERTS)
                                        .of(MONITOR)
                                        .steps()
                                        .sumBy("kind"),
                                "{{kind}}"),
                lines("Labels", "A second, by outcome.", "reqps")
                        .query(
                                counter(MonitoringMetrics.LABELS)
                                        .of(MONITOR)
                                        .rate()
                                        .sumBy("outcome"),
                                "{{outcome}}"),
                lines("Time from row to label", "Median and 90th percentile, between the limits of buckets.", "s")
                        .query(delays.quantile(0.5), "median")
                        .query(delays.quantile(0.9), "90 %"));
    }

    private static Dashboard retraining() {
        Metric trainings = timer(RetrainerMetrics.TRAININGS);
        List<Panel> panels = List.of(
                stat("Trainings", "Over the time shown.", "short")
                        .query(trainings.part("count").of(MODEL).increase().sumBy("model"), "{{model}}"),
                stat("Promotions", "Over the time shown.", "short")
                        .query(outcomes("promoted").sumBy("model"), "{{model}}"),
                stat("Rejected challengers", "Over the time shown.", "short")
                        .query(outcomes("rejected").sumBy("model"), "{{model}}"),
                stat("Failures", "Trainings and evaluations of the policy that threw.", "short")
                        .query(outcomes("failed").sumBy("model"), "{{model}}")
                        .redFrom(1),
                stat("Roll-backs", "Over the time shown.", "short")
                        .query(
                                counter(LiveModelMetrics.SWAPS)
                                        .of(MODEL + ", cause=\"rolled_back\"")
                                        .increase()
                                        .sumBy("model"),
                                "{{model}}"),
                age(stat("Time since promotion", "By the clock of the service.", "s")),
                lines("Decisions of the policy", "From point to point, by reason.", "short")
                        .query(
                                counter(RetrainerMetrics.DECISIONS)
                                        .of(MODEL)
                                        .steps()
                                        .sumBy("action, reason"),
                                "{{action}}: {{reason}}"),
                lines("Outcomes", "From point to point.", "short")
                        .query(
                                counter(RetrainerMetrics.OUTCOMES)
                                        .of(MODEL)
                                        .steps()
                                        .sumBy("status"),
                                "{{status}}"),
                lines("Time of a training", "The mean of those over the time shown.", "s")
                        .query(
                                trainings
                                        .part("sum")
                                        .of(MODEL)
                                        .increase()
                                        .sumBy("model")
                                        .dividedBy(trainings
                                                .part("count")
                                                .of(MODEL)
                                                .increase()
                                                .sumBy("model")),
                                "{{model}}"),
                lines("Changes of the live version", "From point to point, by cause.", "short")
                        .query(counter(LiveModelMetrics.SWAPS).of(MODEL).steps().sumBy("cause"), "{{cause}}"));
        return new Dashboard(
                "leeway-retraining",
                "Leeway: retraining",
                "What the policy decided and what came of it.",
                List.of(model()),
                panels);
    }

    private static Metric outcomes(String status) {
        return counter(RetrainerMetrics.OUTCOMES)
                .of(MODEL + ", status=\"" + status + "\"")
                .increase();
    }
}
