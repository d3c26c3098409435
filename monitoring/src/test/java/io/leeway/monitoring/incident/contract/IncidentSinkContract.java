package io.leeway.monitoring.incident.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.IncidentUpdate;
import io.leeway.monitoring.incident.SinkCounts;
import io.leeway.monitoring.incident.Symptom;
import io.leeway.monitoring.incident.WindowFindings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of {@link IncidentSink}. Extend this class and return the sink to verify. */
@Timeout(60)
public abstract class IncidentSinkContract {
    private static final Instant START = Instant.parse("2026-03-03T09:00:00Z");

    /**
     * Returns a sink whose receiver takes all that it gets.
     *
     * @return a new sink
     */
    protected abstract IncidentSink sink();

    /**
     * Returns a sink whose receiver never answers, if it has one that might not.
     *
     * @return a new sink; empty if there is no receiver outside the process
     */
    protected abstract Optional<IncidentSink> stuck();

    /**
     * Returns notices of all kinds, some with characters that mean something elsewhere.
     *
     * @return the notices
     */
    protected static List<IncidentNotice> notices() {
        IncidentRules rules = IncidentRules.standard();
        Symptom odd = Symptom.of(
                Symptom.Area.DATA,
                "quality",
                "\"<!channel>\"\n& *x* \u202e",
                "<!channel> \u00e4 \ud83d\ude00\u0000",
                "<b>&amp;</b>");
        Symptom loss = Symptom.of(Symptom.Area.PERFORMANCE, "limit", "logLoss", "logLoss is 0.7");
        List<IncidentNotice> notices = new ArrayList<>();
        List<Incident> incidents = List.of();
        List<List<Symptom>> windows = List.of(List.of(odd), List.of(odd, loss), List.of(), List.of());
        for (int i = 0; i < windows.size(); i++) {
            Instant to = START.plus(Duration.ofHours(i));
            IncidentUpdate update = rules.next(
                    incidents, new WindowFindings("m", i + 1, to.minusSeconds(60), to, 100, windows.get(i), Set.of()));
            incidents = update.incidents();
            if (!update.events().isEmpty()) {
                notices.add(new IncidentNotice(incidents, update.events(), false));
            }
            if (i == 1) {
                IncidentUpdate by = rules.acknowledge(incidents, "m-1", new Acknowledgement("Ana", "", to), 2);
                incidents = by.incidents();
                notices.add(new IncidentNotice(incidents, by.events(), false));
            }
        }
        List<IncidentEvent> all =
                notices.stream().flatMap(each -> each.events().stream()).toList();
        notices.add(new IncidentNotice(List.of(incidents.get(0), incidents.get(0)), all, true));
        return notices;
    }

    private static long sum(SinkCounts counts) {
        return counts.delivered() + counts.failed() + counts.dropped() + counts.waiting();
    }

    @Test
    void itsNameSuitsAMeter() {
        try (IncidentSink sink = sink()) {
            assertThat(sink.name()).isNotBlank().hasSizeLessThanOrEqualTo(40);
        }
    }

    @Test
    void itTakesEveryKindOfNotice() {
        try (IncidentSink sink = sink()) {
            for (IncidentNotice notice : notices()) {
                assertThatCode(() -> sink.tell(notice)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void everyNoticeIsCountedOnceIfAnyIs() {
        try (IncidentSink sink = sink()) {
            notices().forEach(sink::tell);
            assertThat(sum(sink.counts())).isIn(0L, (long) notices().size());
        }
    }

    @Test
    void aReceiverThatNeverAnswersHoldsNobodyUpAndCostsNoMemory() {
        Optional<IncidentSink> stuck = stuck();
        if (stuck.isEmpty()) {
            return;
        }
        try (IncidentSink sink = stuck.get()) {
            IncidentNotice notice = notices().get(0);
            for (int i = 0; i < 10_000; i++) {
                sink.tell(notice);
            }
            SinkCounts counts = sink.counts();
            assertThat(sum(counts)).isEqualTo(10_000);
            assertThat(counts.waiting()).isLessThan(2_000);
            assertThat(counts.dropped()).isGreaterThan(8_000);
        }
    }

    @Test
    void onceClosedItPassesOnNothingAndThrowsNothing() {
        IncidentSink sink = sink();
        sink.close();
        long before = sink.counts().delivered();
        assertThatCode(() -> sink.tell(notices().get(0))).doesNotThrowAnyException();
        assertThatCode(sink::close).doesNotThrowAnyException();
        assertThat(sink.counts().waiting()).isZero();
        assertThat(sink.counts().delivered() - before).isLessThanOrEqualTo(1);
    }
}
