package com.example.flights;

import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.LabelOutcome;
import io.leeway.serving.Answer;
import io.leeway.serving.LiveModel;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.tribuo.classification.Label;

/** Answers flights, and takes their outcomes. */
@RestController
class FlightsController {
    private final LiveModel<Flight, Label> live;
    private final FeedbackLog<Flight> feedback;

    FlightsController(LiveModel<Flight, Label> live, FeedbackLog<Flight> feedback) {
        this.live = live;
        this.feedback = feedback;
    }

    /** How likely the flight is late, and which version of the model says so. */
    record Delay(long id, double probability, int version) {}

    /** What became of a flight. */
    record Outcome(boolean late) {}

    @PostMapping("/flights")
    Delay predict(@RequestBody Flight flight) {
        Answer<Label> answer = live.answer(flight);
        return new Delay(flight.id(), answer.score(), answer.version());
    }

    @PutMapping("/flights/{id}/outcome")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void landed(@PathVariable long id, @RequestBody Outcome outcome) {
        if (feedback.label(id, outcome.late()) == LabelOutcome.UNKNOWN) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no flight " + id + " waits for its outcome");
        }
    }
}
