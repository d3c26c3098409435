package com.example.flights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps flights that were predicted until their outcome is known, and the newest with an outcome to train on. Each is
 * appended to a file before the method returns, so that it is there after the process was ended or killed; against a
 * failure of the machine, the file would have to be forced to disk too.
 */
public final class FlightLog implements AutoCloseable {
    private static final int TRAINED_ON = 20_000;

    private final JsonMapper json;
    private final FileChannel file;
    private final Map<Long, Flight> waiting = new HashMap<>();
    private final Deque<Flight> landed = new ArrayDeque<>();

    /** One line of the file: a flight that was predicted, or has landed. */
    record Line(boolean landed, Flight flight) {}

    FlightLog(Path path, Iterable<Flight> history, JsonMapper json) throws IOException {
        this.json = json;
        history.forEach(this::keep);
        Files.createDirectories(path.toAbsolutePath().getParent());
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        String text = Files.readString(path);
        // A line without its end was never acknowledged.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().map(line -> json.readValue(line, Line.class)).forEach(this::replay);
        long end = whole.getBytes(StandardCharsets.UTF_8).length;
        file.truncate(end).position(end);
    }

    synchronized void predicted(Flight flight) {
        append(new Line(false, flight));
        waiting.put(flight.id(), flight);
    }

    /** Returns the flight with its outcome; empty if no such flight waits. */
    synchronized Optional<Flight> landed(long id, boolean late) {
        Flight flight = waiting.get(id);
        if (flight == null) {
            return Optional.empty();
        }
        Flight known = flight.landed(late);
        append(new Line(true, known));
        keep(known);
        return Optional.of(known);
    }

    /** Returns the newest flights with an outcome. */
    public synchronized List<Flight> landed() {
        return List.copyOf(landed);
    }

    /** Returns whether a flight was predicted and has no outcome yet. */
    public synchronized boolean isWaiting(long id) {
        return waiting.containsKey(id);
    }

    private void replay(Line line) {
        if (line.landed()) {
            keep(line.flight());
        } else {
            waiting.put(line.flight().id(), line.flight());
        }
    }

    private void keep(Flight flight) {
        waiting.remove(flight.id());
        landed.addLast(flight);
        if (landed.size() > TRAINED_ON) {
            landed.removeFirst();
        }
    }

    private void append(Line line) {
        ByteBuffer bytes = ByteBuffer.wrap((json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the flight " + line.flight().id() + " could not be written", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
