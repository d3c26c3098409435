package com.example.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Those who ask the service over HTTP. */
final class Customers {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI service;

    Customers(URI service) {
        this.service = service;
    }

    /** Asks about a parcel; returns the number of the version that answered. */
    int ask(Parcel parcel) {
        String[] answer = get("/predict?id=" + parcel.id() + "&carrier=" + parcel.carrier() + "&region="
                        + parcel.region() + "&hour=" + parcel.hour() + "&kilograms=" + parcel.kilograms()
                        + "&kilometres=" + parcel.kilometres())
                .split(" ");
        double probability = Double.parseDouble(answer[0]);
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalStateException("a probability lies in [0, 1], was " + probability);
        }
        return Integer.parseInt(answer[1]);
    }

    void tell(Parcel parcel) {
        get("/outcome?id=" + parcel.id() + "&late=" + parcel.late());
    }

    /** Asks about parcels; what became of each is told when 200 more have been asked about, and of the last ones in the end. */
    void askAndTellLater(List<Parcel> parcels) {
        int delay = 200;
        for (int i = 0; i < parcels.size() + delay; i++) {
            if (i < parcels.size()) {
                ask(parcels.get(i));
            }
            if (i >= delay) {
                tell(parcels.get(i - delay));
            }
        }
    }

    /** Asks again and again, on another thread, while something changes; gives the versions that answered. */
    SortedSet<Integer> askDuring(Runnable change, World world) {
        SortedSet<Integer> versions = new ConcurrentSkipListSet<>();
        versions.add(ask(world.changed(1).get(0)));
        AtomicBoolean changed = new AtomicBoolean();
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
            while (!changed.get()) {
                versions.add(ask(world.changed(1).get(0)));
            }
        });
        change.run();
        changed.set(true);
        asking.join();
        versions.add(ask(world.changed(1).get(0)));
        return versions;
    }

    private String get(String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        path + " was answered by " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path + " was interrupted", e);
        }
    }
}
