package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.examples.flights.Year;
import io.leeway.monitoring.Alert;
import io.leeway.observation.Observer;
import io.leeway.observation.micrometer.MicrometerObserver;
import io.leeway.serving.InvalidRowException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry receives of the service that serves flights and retrains weekly: spans, and the log lines in them. */
class TracesTest {
    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static final InMemoryLogRecordExporter LOGS = InMemoryLogRecordExporter.create();
    private static final SdkLoggerProvider LOGGERS = SdkLoggerProvider.builder()
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(LOGS))
            .build();
    private static final Logger LEEWAY = Logger.getLogger("io.leeway");
    private static final Handler TO_OPEN_TELEMETRY = new Handler() {
        @Override
        public void publish(LogRecord line) {
            LOGGERS.get(line.getLoggerName())
                    .logRecordBuilder()
                    .setSeverity(Severity.WARN)
                    .setBody(line.getMessage())
                    .emit();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static List<SpanData> week = List.of();
    private static List<SpanData> refused = List.of();

    @BeforeAll
    static void aWeekOfFlights() throws IOException {
        LEEWAY.addHandler(TO_OPEN_TELEMETRY);
        ObservedFlights service =
                new ObservedFlights(Year.read(), new SimpleMeterRegistry(), observer(), TracesTest::page);
        SPANS.reset();
        while (service.live().version().number() == 1) {
            service.fly(1);
        }
        week = SPANS.getFinishedSpanItems();
        SPANS.reset();
        predictNothing(service);
        refused = SPANS.getFinishedSpanItems();
    }

    private static Observer observer() {
        OtelTracer tracer = new OtelTracer(
                SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                        .build()
                        .get("flights"),
                new OtelCurrentTraceContext(),
                event -> {});
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
        return MicrometerObserver.of(registry);
    }

    private static void page(Alert alert) {
        throw new IllegalStateException("the pager does not answer");
    }

    @SuppressWarnings("NullAway")
    private static void predictNothing(ObservedFlights service) {
        assertThatExceptionOfType(InvalidRowException.class)
                .isThrownBy(() -> service.live().score(null));
    }

    @AfterAll
    static void detach() {
        LEEWAY.removeHandler(TO_OPEN_TELEMETRY);
    }

    private static List<SpanData> named(String name) {
        return week.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static List<String> childrenOf(SpanData parent) {
        return week.stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                .map(span -> span.getName() + " " + value(span, "outcome"))
                .toList();
    }

    private static String described(SpanData prediction) {
        return value(prediction, "model") + "/" + value(prediction, "alias") + " version "
                + value(prediction, "version")
                + ": " + value(prediction, "outcome") + ", "
                + prediction.getStatus().getStatusCode()
                + (prediction.getParentSpanContext().isValid() ? "" : ", root");
    }

    private static @Nullable String value(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    @Test
    void eachPredictionIsASpanWithModelAliasAndVersion() {
        List<SpanData> predictions = named("leeway.model.predict");

        assertThat(predictions).hasSizeGreaterThan(3_000);
        assertThat(predictions.stream().map(TracesTest::described).distinct())
                .containsExactly("flight-delay/champion version 1: answered, OK, root");
    }

    @Test
    void aWindowIsAChildOfThePredictionThatClosedIt() {
        List<SpanData> windows = named("leeway.monitor.evaluate");
        SpanData first = windows.get(0);

        assertThat(value(first, "window")).isEqualTo("1");
        assertThat(value(first, "rows")).isEqualTo("1000");
        assertThat(value(first, "summary")).startsWith("window 1 of flight-delay");
        assertThat(named("leeway.model.predict"))
                .filteredOn(span -> span.getSpanId().equals(first.getParentSpanId()))
                .singleElement()
                .satisfies(span -> assertThat(childrenOf(span)).hasSize(1));
    }

    @Test
    void theTraceOfARetrainingTellsItsStory() {
        List<SpanData> ticks = named("leeway.retrainer.tick");
        SpanData tick = ticks.get(ticks.size() - 1);

        assertThat(ticks)
                .extracting(span -> value(span, "outcome"))
                .containsExactly("held", "held", "held", "held", "held", "held", "promoted");
        assertThat(childrenOf(tick)).containsExactly("leeway.pipeline.run promotable", "leeway.model.swap swapped");
        assertThat(childrenOf(named("leeway.pipeline.run").get(0)))
                .containsExactly(
                        "leeway.pipeline.evaluate baseline",
                        "leeway.pipeline.train trained",
                        "leeway.pipeline.evaluate passed",
                        "leeway.pipeline.register registered");
        assertThat(value(tick, "explanation")).contains("Version 2 replaced version 1: logistic");
        assertThat(value(named("leeway.model.swap").get(0), "version")).isEqualTo("2");
        assertThat(week)
                .filteredOn(span -> span.getTraceId().equals(tick.getTraceId()))
                .hasSize(7);
    }

    @Test
    void aPredictionThatFailsHasTheStatusError() {
        assertThat(refused).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(value(span, "outcome")).isEqualTo("failed");
            assertThat(span.getEvents()).extracting(event -> event.getName()).containsExactly("exception");
        });
    }

    @Test
    void logLinesCarryTheTraceInWhichTheyWereWritten() {
        // Incidents are told too, after the window was evaluated.
        List<LogRecordData> lines = LOGS.getFinishedLogRecordItems().stream()
                .filter(line -> line.getBodyValue() != null
                        && String.valueOf(line.getBodyValue().getValue())
                                .startsWith("a listener of monitor \"flight-delay\" failed on "))
                .toList();

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(named("leeway.monitor.evaluate"))
                    .filteredOn(span ->
                            span.getSpanId().equals(line.getSpanContext().getSpanId()))
                    .singleElement()
                    .satisfies(span -> assertThat(span.getTraceId())
                            .isEqualTo(line.getSpanContext().getTraceId()));
        });
    }
}
