package com.example.flights;

import io.leeway.feedback.FeedbackLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The flights with an outcome: those of the history, and those that were predicted here and have landed. */
record KnownFlights(List<Flight> history, FeedbackLog<Flight> feedback) {
    private static final int TRAINED_ON = 20_000;

    /** Returns the newest flights whose outcome was known at a moment, the oldest first. */
    List<Flight> newestAt(Instant moment) {
        List<Flight> all = new ArrayList<>(history);
        feedback.labelledAt(moment).forEach(all::add);
        return all.subList(Math.max(0, all.size() - TRAINED_ON), all.size());
    }
}
