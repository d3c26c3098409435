package io.leeway.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Ticking clock = new Ticking();

    @Test
    void withoutATerminalThereIsALineAtEachTenth() {
        try (Progress progress = Progress.start("Replaying", 1000, Terminal.plain(out), clock)) {
            for (int i = 1; i <= 1000; i++) {
                clock.pass(Duration.ofMillis(2));
                progress.advanceTo(i);
            }
        }

        assertThat(lines()).hasSize(10).first().isEqualTo("Replaying   10 %    100 of 1,000  500/s  0:02 left");
        assertThat(lines().get(9)).isEqualTo("Replaying  100 %  1,000 of 1,000  500/s  done in 0:02");
    }

    @Test
    void withoutATerminalASlowTaskSpeaksEveryFiveSeconds() {
        try (Progress progress = Progress.start("Slow", 100, Terminal.plain(out), clock)) {
            for (int i = 1; i <= 9; i++) {
                clock.pass(Duration.ofSeconds(2));
                progress.advanceTo(i);
            }
            assertThat(lines()).hasSize(3);
        }
        assertThat(lines()).hasSize(4).last().asString().startsWith("Slow    9 %    9 of 100");
    }

    @Test
    void aTerminalHasOneLineThatFits() {
        Terminal terminal = new Terminal(out, true, true, 80);
        try (Progress progress = Progress.start("Replaying", 336_776, terminal, clock)) {
            clock.pass(Duration.ofSeconds(4));
            progress.advanceTo(84_194);
        }

        String[] drawings = text().strip().split("\r\u001b\\[2K");
        assertThat(drawings).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
        assertThat(drawings[drawings.length - 1])
                .contains("█████░", " 25 %", "84,194 of 336,776", "21,049/s", "0:12 left");
        assertThat(text()).endsWith(System.lineSeparator());
    }

    @Test
    void aTerminalWithoutUnicodeGetsAsciiAlone() {
        try (Progress progress = Progress.start("Replaying", 10, new Terminal(out, true, false, 80), clock)) {
            clock.pass(Duration.ofSeconds(1));
            progress.advanceTo(5);
        }
        assertThat(text()).contains("###...").matches(text -> text.chars().allMatch(c -> c < 128));
    }

    @Test
    void whatIsSaidStandsAboveTheBar() {
        try (Progress progress = Progress.start("Replaying", 10, new Terminal(out, true, true, 80), clock)) {
            progress.say("v2 promoted");
        }
        assertThat(text()).contains("\r\u001b[2Kv2 promoted" + System.lineSeparator() + "Replaying");
    }

    @Test
    void aResumedTaskCountsOnlyItsOwnStepsInTheRate() {
        try (Progress progress = Progress.resume("Replaying", 900, 1000, Terminal.plain(out), clock)) {
            clock.pass(Duration.ofSeconds(10));
            progress.advanceTo(950);
        }
        assertThat(lines().get(0)).contains("5/s").contains("0:10 left");
    }

    @Test
    void aTaskOfNoStepsIsRefused() {
        assertThatThrownBy(() -> Progress.start("x", 0, Terminal.plain(out), clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
