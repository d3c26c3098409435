package com.example.flights;

import io.leeway.data.Rows;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service as its users do, with real flights. */
final class Traffic {
    static final String HISTORY = "../data/flights-first-week.csv.gz";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    Traffic(int port) {
        this.address = "http://localhost:" + port;
    }

    /** The flights of the first week once more, numbered anew. */
    static List<Flight> flights(long from, int count) {
        return Rows.csv(Path.of(HISTORY), Flight.class).toList().subList(0, count).stream()
                .map(flight -> like(flight, from + flight.id(), flight.late()))
                .toList();
    }

    private static Flight like(Flight like, long id, Boolean late) {
        return new Flight(
                id,
                like.scheduled(),
                like.carrier(),
                like.origin(),
                like.dest(),
                like.distance(),
                like.hour(),
                like.dayOfWeek(),
                like.temp(),
                like.windSpeed(),
                like.visib(),
                late);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)).build());
    }

    /** Asks about a flight whose outcome is not known yet. */
    HttpResponse<String> predict(Flight flight) throws IOException, InterruptedException {
        return send("/flights", "POST", JSON.writeValueAsString(like(flight, flight.id(), null)));
    }

    HttpResponse<String> landed(long id, boolean late) throws IOException, InterruptedException {
        return send("/flights/" + id + "/outcome", "PUT", "{\"late\":" + late + "}");
    }

    HttpResponse<String> tick() throws IOException, InterruptedException {
        return send("/model/tick", "POST", "");
    }

    private HttpResponse<String> send(String path, String method, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
