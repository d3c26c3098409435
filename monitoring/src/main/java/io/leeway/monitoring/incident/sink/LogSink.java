package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.SinkCounts;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a line for each notice to the logger {@value #LOGGER_NAME}. */
final class LogSink implements IncidentSink {
    static final String LOGGER_NAME = "io.leeway.incidents";

    private static final System.Logger LOGGER = System.getLogger(LOGGER_NAME);

    private final AtomicLong written = new AtomicLong();

    @Override
    public void tell(IncidentNotice notice) {
        System.Logger.Level level =
                switch (notice.severity()) {
                    case NOTICE -> System.Logger.Level.INFO;
                    case WARNING -> System.Logger.Level.WARNING;
                    case CRITICAL -> System.Logger.Level.ERROR;
                };
        // Names of categories come from data: a line break in one must not look like another line of the log.
        LOGGER.log(level, notice.toString().replaceAll("\\R", "; ").replaceAll("\\p{Cntrl}", " "));
        written.incrementAndGet();
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public SinkCounts counts() {
        return new SinkCounts(written.get(), 0, 0, 0);
    }
}
