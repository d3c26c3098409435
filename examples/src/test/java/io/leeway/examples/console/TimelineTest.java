package io.leeway.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.report.Event;
import io.leeway.monitoring.report.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant MARCH = Instant.parse("2013-03-04T12:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void eventsAreInOrderAndWrappedBesideTheirDate() {
        Terminal terminal = new Terminal(out, false, true, 60);
        new Timeline(terminal, ZoneOffset.UTC)
                .print(List.of(
                        new Event(
                                MARCH,
                                EventKind.PROMOTED,
                                "v3",
                                "Log loss 0.512 against the champion's 0.531 on 4,812 flights."),
                        Event.of(MARCH.minusSeconds(86_400), EventKind.ALARM, "7 of 20 features drifted")));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("""
                        03 Mar 2013  ◆ Alarm        7 of 20 features drifted
                        04 Mar 2013  ▲ Promoted     v3: Log loss 0.512 against the
                                                    champion's 0.531 on 4,812
                                                    flights.
                        """);
    }

    @Test
    void colorsAreForTerminalsOnly() {
        Event event = Event.of(MARCH, EventKind.NOTE, "x");

        assertThat(new Timeline(new Terminal(out, true, true, 80), ZoneOffset.UTC).entry(event))
                .contains("\u001b[");
        assertThat(new Timeline(new Terminal(out, false, true, 80), ZoneOffset.UTC).entry(event))
                .doesNotContain("\u001b[");
    }

    @Test
    void whatStandardOutputIsFollowsFromTheConsoleAndTheEnvironment() {
        assertThat(Terminal.of(out, true, Map.of("TERM", "xterm", "COLUMNS", "110"), StandardCharsets.UTF_8))
                .isEqualTo(new Terminal(out, true, true, 110));
        assertThat(Terminal.of(out, false, Map.of("TERM", "xterm", "COLUMNS", "9"), StandardCharsets.US_ASCII))
                .isEqualTo(new Terminal(out, false, false, 60));
        assertThat(Terminal.of(out, true, Map.of("TERM", "dumb"), StandardCharsets.UTF_8)
                        .interactive())
                .isFalse();
        assertThat(Terminal.of(out, true, Map.of("TERM", "xterm", "CI", "true"), StandardCharsets.UTF_8)
                        .interactive())
                .isFalse();
    }
}
