package io.leeway.examples.observability;

import io.leeway.examples.flights.Year;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Predicts 200 flights a second and shows the meters at a port of this machine, until it is stopped. */
public final class ServeFlights {

    private static final int PORT = 9_464;
    private static final int FLIGHTS_A_SECOND = 200;

    private ServeFlights() {}

    /**
     * Starts the service.
     *
     * @param args the port, 9464 by default
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int port = args.length == 0 ? PORT : Integer.parseInt(args[0]);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ObservedFlights service = new ObservedFlights(Year.read(), meters);
        ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor();
        try (MetricsEndpoint endpoint = new MetricsEndpoint(meters, port)) {
            System.out.println("http://" + endpoint.address() + "/metrics, until the year is over or you press Ctrl-C");
            ScheduledFuture<?> flying = seconds.scheduleAtFixedRate(
                    () -> {
                        service.fly(FLIGHTS_A_SECOND);
                        if (service.isOver()) {
                            seconds.shutdown();
                        }
                    },
                    0,
                    1,
                    TimeUnit.SECONDS);
            flying.get();
        } catch (CancellationException e) {
            System.out.println("The year is over.");
        } finally {
            seconds.shutdown();
        }
    }
}
