package io.leeway.examples.console;

import io.leeway.monitoring.report.Event;
import io.leeway.monitoring.report.EventKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What happened, one entry an event: its date, a sign and a word for its kind, its label, and its sentence wrapped below each other.
 *
 * <pre>
 * 14 Mar 2013  ▲ Promoted     v3: log loss 0.512 against the champion's 0.531 on 4,812 flights.
 * </pre>
 */
public final class Timeline {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd MMM yyyy", Locale.ENGLISH);
    private static final int WORD = Stream.of(EventKind.values())
            .mapToInt(kind -> kind.word().length())
            .max()
            .orElseThrow();
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;
    private final ZoneId zone;

    /**
     * A timeline.
     *
     * @param terminal how wide lines are, and whether they may be coloured
     * @param zone the zone of the dates
     */
    public Timeline(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        this.zone = zone;
    }

    /** One event, without an end of line; for {@link Progress#say}. */
    public String entry(Event event) {
        String head = DAY.format(event.at().atZone(zone)) + "  " + sign(event.kind()) + " "
                + Text.left(event.kind().word(), WORD) + "  ";
        String text = event.sentence().isEmpty() ? event.label() : event.label() + ": " + event.sentence();
        List<String> lines = Text.wrap(text, terminal.width() - head.length());
        return colored(event.kind(), head) + String.join(System.lineSeparator() + " ".repeat(head.length()), lines);
    }

    /** Prints events, the oldest first. */
    public void print(List<Event> events) {
        events.stream().sorted(Comparator.comparing(Event::at)).map(this::entry).forEach(terminal.out()::println);
    }

    private String sign(EventKind kind) {
        if (!terminal.unicode()) {
            return kind == EventKind.PROMOTED
                    ? "+"
                    : kind == EventKind.ALARM ? "!" : kind == EventKind.REJECTED ? "x" : "-";
        }
        return switch (kind) {
            case TRAINED -> "●";
            case PROMOTED -> "▲";
            case REJECTED -> "✕";
            case ALARM -> "◆";
            case ROLLED_BACK -> "▼";
            case HELD -> "–";
            case NOTE -> "·";
        };
    }

    private String colored(EventKind kind, String text) {
        if (!terminal.interactive()) {
            return text;
        }
        int color =
                switch (kind) {
                    case PROMOTED -> 32;
                    case ALARM, ROLLED_BACK -> 31;
                    case REJECTED -> 33;
                    case TRAINED -> 36;
                    case HELD, NOTE -> 90;
                };
        return "\u001b[" + color + "m" + text + PLAIN;
    }
}
