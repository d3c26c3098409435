package com.example.service;

import io.leeway.schema.Schema;

/** A parcel as it is known when it is handed in; whether it came late is null until that is known. */
record Parcel(long id, String carrier, String region, int hour, double kilograms, double kilometres, Boolean late) {

    /** The one place that says how a parcel is read: by training, serving and monitoring alike. */
    static final Schema<Parcel> SCHEMA = Schema.of(Parcel.class).id("id").response("late");

    Parcel with(Boolean outcome) {
        return new Parcel(id, carrier, region, hour, kilograms, kilometres, outcome);
    }
}
