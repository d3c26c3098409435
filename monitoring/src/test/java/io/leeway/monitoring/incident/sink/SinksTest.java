package io.leeway.monitoring.incident.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.Severity;
import io.leeway.monitoring.incident.SinkCounts;
import io.leeway.monitoring.incident.contract.IncidentSinkContract;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SinksTest {
    /** The logger is not collected as long as it is referred to. */
    private static final Logger LOGGER = Logger.getLogger(LogSink.LOGGER_NAME);

    @Nested
    class OfTheLog extends IncidentSinkContract {
        @Override
        protected IncidentSink sink() {
            return IncidentSinks.log();
        }

        @Override
        protected Optional<IncidentSink> stuck() {
            return Optional.empty();
        }

        @Test
        void severityIsTheLevelAndANoticeIsOneLine() {
            List<LogRecord> lines = new ArrayList<>();
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord line) {
                    lines.add(line);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            LOGGER.setUseParentHandlers(false);
            LOGGER.addHandler(handler);
            try {
                notices().forEach(sink()::tell);
            } finally {
                LOGGER.removeHandler(handler);
                LOGGER.setUseParentHandlers(true);
            }
            assertThat(lines)
                    .extracting(LogRecord::getLevel)
                    .containsExactly(Level.WARNING, Level.SEVERE, Level.SEVERE, Level.INFO, Level.INFO);
            assertThat(lines).extracting(LogRecord::getMessage).allMatch(line -> !line.matches("(?s).*\\p{Cntrl}.*"));
            assertThat(lines.get(0).getMessage()).startsWith("WARNING m-1: <!channel>");
        }
    }

    @Nested
    class Queued extends IncidentSinkContract {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private final List<IncidentNotice> passed = new ArrayList<>();

        @Override
        protected IncidentSink sink() {
            return IncidentSinks.queued(passed::add, Runnable::run, 10);
        }

        @Override
        protected Optional<IncidentSink> stuck() {
            return Optional.of(IncidentSinks.queued(passed::add, tasks::add, 10));
        }

        @Test
        void noticesArePassedOnByOneTaskAtATimeAndTheOldestIsDroppedWhereThereIsNoRoom() {
            IncidentSink sink = IncidentSinks.queued(passed::add, tasks::add, 2);
            List<IncidentNotice> notices = notices().subList(0, 3);
            notices.forEach(sink::tell);
            assertThat(sink.counts()).isEqualTo(new SinkCounts(0, 0, 1, 2));
            assertThat(tasks).hasSize(1);
            tasks.remove().run();

            assertThat(passed).isEqualTo(notices.subList(1, 3));
            sink.tell(notices.get(0));
            tasks.remove().run();
            assertThat(sink.counts()).isEqualTo(new SinkCounts(3, 0, 1, 0));
        }

        @Test
        void aSinkThatThrowsIsCountedAndTheNextNoticeIsPassedOn() {
            IncidentSink sink = IncidentSinks.queued(
                    notice -> {
                        passed.add(notice);
                        if (passed.size() == 1) {
                            throw new IllegalStateException("no");
                        }
                    },
                    tasks::add,
                    9);
            sink.tell(notices().get(0));
            sink.tell(notices().get(1));
            tasks.remove().run();

            assertThat(sink.counts()).isEqualTo(new SinkCounts(1, 1, 0, 0));
        }

        @Test
        void anExecutorThatRefusesDropsAndThrowsNothing() {
            IncidentSink sink = IncidentSinks.queued(
                    passed::add,
                    task -> {
                        throw new RejectedExecutionException("closed");
                    },
                    9);
            sink.tell(notices().get(0));

            assertThat(sink.counts()).isEqualTo(new SinkCounts(0, 0, 1, 0));
        }

        @Test
        void noRoomAtAllIsRefused() {
            assertThatThrownBy(() -> IncidentSinks.queued(passed::add, Runnable::run, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Severe extends IncidentSinkContract {
        private final List<IncidentNotice> passed = new ArrayList<>();

        @Override
        protected IncidentSink sink() {
            return IncidentSinks.atLeast(Severity.WARNING, IncidentSinks.log());
        }

        @Override
        protected Optional<IncidentSink> stuck() {
            return Optional.empty();
        }

        @Test
        void whoeverWasToldOfTheBeginIsToldOfTheEnd() {
            notices().forEach(IncidentSinks.atLeast(Severity.CRITICAL, passed::add)::tell);

            assertThat(passed).isEqualTo(notices().subList(1, 5));
        }
    }
}
