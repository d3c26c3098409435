package com.example.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leeway.serving.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tribuo.classification.Label;

/** The service on a port of this machine: {@code /predict?id=1&carrier=north&...} and {@code /outcome?id=1&late=true}. */
final class Endpoint implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    Endpoint(ParcelService service) throws IOException {
        // Or each answer would wait 40 ms for the network to confirm its first half.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/predict",
                exchange -> answer(exchange, query -> {
                    Answer<Label> answer = service.predict(parcel(query));
                    return answer.score() + " " + answer.version();
                }));
        server.createContext(
                "/outcome",
                exchange -> answer(exchange, query -> {
                    service.outcome(Long.parseLong(query.get("id")), Boolean.parseBoolean(query.get("late")));
                    return "noted";
                }));
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
    }

    private static Parcel parcel(Map<String, String> query) {
        return new Parcel(
                Long.parseLong(query.get("id")),
                query.get("carrier"),
                query.get("region"),
                Integer.parseInt(query.get("hour")),
                Double.parseDouble(query.get("kilograms")),
                Double.parseDouble(query.get("kilometres")),
                null);
    }

    private static void answer(HttpExchange exchange, Function<Map<String, String>, String> work) throws IOException {
        int status = 200;
        String text;
        try {
            text = work.apply(Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                    .map(each -> each.split("=", 2))
                    .collect(Collectors.toMap(each -> each[0], each -> each[1])));
        } catch (RuntimeException e) {
            status = 500;
            text = e.toString();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
