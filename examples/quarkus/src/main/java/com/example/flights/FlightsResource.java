package com.example.flights;

import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.LabelOutcome;
import io.leeway.serving.Answer;
import io.leeway.serving.LiveModel;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.tribuo.classification.Label;

/** Answers flights, and takes their outcomes. */
@Startup
@Singleton
@Blocking
@Path("/flights")
public class FlightsResource {
    private final LiveModel<Flight, Label> live;
    private final FeedbackLog<Flight> feedback;

    FlightsResource(LiveModel<Flight, Label> live, FeedbackLog<Flight> feedback) {
        this.live = live;
        this.feedback = feedback;
    }

    /** How likely the flight is late, and which version of the model says so. */
    public record Delay(long id, double probability, int version) {}

    /** What became of a flight. */
    public record Outcome(boolean late) {}

    @POST
    public Delay predict(Flight flight) {
        Answer<Label> answer = live.answer(flight);
        return new Delay(flight.id(), answer.score(), answer.version());
    }

    @PUT
    @Path("/{id}/outcome")
    public Response landed(long id, Outcome outcome) {
        if (feedback.label(id, outcome.late()) == LabelOutcome.UNKNOWN) {
            return Response.status(Response.Status.NOT_FOUND)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("detail", "no flight " + id + " waits for its outcome"))
                    .build();
        }
        return Response.noContent().build();
    }
}
