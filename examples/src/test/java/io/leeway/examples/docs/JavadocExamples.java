package io.leeway.examples.docs;

import io.leeway.data.Rows;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.report.FeatureComparison;
import io.leeway.monitoring.signature.Block;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.tribuo.classification.Label;

/** What the examples in the Javadoc take for granted: a row type and its schema, and what stands around them in an application. */
public abstract class JavadocExamples {

    public record Flight(
            long id, Instant departure, String carrier, String origin, double distance, int hour, boolean late) {}

    protected static Schema<Flight> schema;
    protected static Flight flight;
    protected static Rows<Flight> rows;
    protected static Rows<Flight> flights;
    protected static ModelRegistry registry;
    protected static Pipeline<Flight, Label> pipeline;
    protected static PipelineRun<Flight, Label> run;
    protected static TrainedModel<Flight, Label> model;
    protected static LiveModel<Flight, Label> live;
    protected static ModelMonitor<Flight> monitor;
    protected static FeedbackLog<Flight> feedback;
    protected static RetrainingPolicy policy;
    protected static Retrainer<Flight, Label> retrainer;
    protected static MeterRegistry meterRegistry;
    protected static Clock clock;
    protected static Path file;
    protected static Path path;
    protected static byte[] bytes;
    protected static Profile trainingProfile;
    protected static List<Block> blocksOfWeeks;
    protected static Block blockOfThisWeek;
    protected static Profile winter;
    protected static Profile summer;
    protected static List<Profile> profilesOfWeeks;
    protected static Profile profileOfThisWeek;
    protected static List<FeatureColumns> columnsOfWeeks;
    protected static FeatureColumns columnsOfThisWeek;
    protected static List<Flight> rowsOfThisWeek;
    protected static NavigableMap<Instant, Profile> hours;
    protected static Instant monday9;
    protected static Map<Instant, Double> logLossByTime;
    protected static Rows<Flight> january;
    protected static Rows<Flight> february;
    protected static List<FeatureComparison> comparisons;
    protected static ModelName name;
    protected static String digestOfTheRows;
    protected static Instant firstEvent;
    protected static Instant lastEvent;
    protected static Instant at;
    protected static double[] reference;
    protected static double[] current;
    protected static List<Instant> days;
    protected static double[] values;
    protected static double[] frozen;
    protected static double[] leeway;
    protected static PerformanceMonitor performance;
    protected static long flightId;
    protected static double probability;
    protected static boolean late;
    protected static long departureMillis;
    protected static long arrivalMillis;
    protected static double[] errors;
    protected static double[] probabilities;
    protected static double[] newProbabilities;
    protected static double[] referenceLosses;
    protected static double[] labels;
    protected static boolean[] predicted;
    protected static double[] challenger;
    protected static double[] champion;
    protected static boolean[] actual;
    protected static long[] departuresMillis;

    protected static Rows<Flight> labelledRowsBefore(Instant now) {
        return rows;
    }

    protected static Pipeline<Flight, Label> pipeline(ModelRegistry registry, Clock clock) {
        return pipeline;
    }
}
