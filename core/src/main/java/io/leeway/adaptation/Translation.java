package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets experts go on saying what they said when another champion takes over.
 *
 * <p>An expert's score is the champion's plus a correction, so what it learnt belongs to the champion that it corrected. The difference of both
 * champions' scores, old minus new, over rows of the recent past is fitted by what experts can say: for linear experts
 * {@code min sum (d - v . x)^2 + |v|^2} over the features, of which the new champion's score is one, by conjugate gradients (Hestenes and
 * Stiefel 1952); for slope and bias over these two; for the bias the mean. No label is needed. What is added to the weights of linear experts is v
 * times the fourth power of the share of the squares that the fit explains: nearly all of v between linear models, about half between trees, where
 * most of the difference is beyond what experts can say.
 */
final class Translation {
    /** Steps of conjugate gradients: as many as there are dense features in most schemas; the remainder is in directions that hardly matter. */
    private static final int STEPS = 60;

    /** Differences are limited to this: a champion that is certain must not decide on the fit alone. */
    private static final double MOST = 12;

    private final int places;
    private final List<Encoded> rows = new ArrayList<>();
    private final List<Double> differences = new ArrayList<>();

    Translation(int places) {
        this.places = places;
    }

    /**
     * Adds a row.
     *
     * @param row encoded with the new champion's score; kept
     * @param before the old champion's score
     * @param now the new champion's
     */
    void add(Encoded row, double before, double now) {
        rows.add(row);
        differences.add(limited(before) - limited(now));
    }

    private static double limited(double score) {
        return Math.max(-MOST, Math.min(MOST, score));
    }

    /** What translates weights; nothing without rows. */
    ChampionChange change() {
        if (rows.isEmpty()) {
            return new ChampionChange(0, 0, 0, new double[places]);
        }
        double mean = 0;
        double slopeMean = 0;
        for (int i = 0; i < rows.size(); i++) {
            mean += differences.get(i) / rows.size();
            slopeMean += rows.get(i).values[Encoder.SLOPE] / rows.size();
        }
        double covariance = 0;
        double variance = 1;
        for (int i = 0; i < rows.size(); i++) {
            double distance = rows.get(i).values[Encoder.SLOPE] - slopeMean;
            covariance += distance * differences.get(i);
            variance += distance * distance;
        }
        double slope = covariance / variance;
        double[] fit = fit();
        double share = share(fit);
        for (int place = 0; place < places; place++) {
            fit[place] *= share;
        }
        return new ChampionChange(mean, mean - slope * slopeMean, slope, fit);
    }

    /** How much of the fit to apply: nothing is gained by it if most of the difference is beyond what experts can say. */
    private double share(double[] fit) {
        double rest = 0;
        double all = 0;
        for (int i = 0; i < rows.size(); i++) {
            double difference = differences.get(i);
            double distance = difference - value(rows.get(i), fit);
            rest += distance * distance;
            all += difference * difference;
        }
        double explained = all > 0 ? Math.max(0, 1 - rest / all) : 0;
        return explained * explained * explained * explained;
    }

    private double[] fit() {
        double[] fit = new double[places];
        double[] rest = new double[places];
        for (int i = 0; i < rows.size(); i++) {
            add(rows.get(i), differences.get(i), rest);
        }
        double[] direction = rest.clone();
        double square = Mixture.dot(rest, rest);
        double enough = square * 1e-16;
        for (int step = 0; step < STEPS && square > enough; step++) {
            double[] image = direction.clone();
            for (Encoded row : rows) {
                add(row, value(row, direction), image);
            }
            double length = square / Mixture.dot(direction, image);
            for (int k = 0; k < places; k++) {
                fit[k] += length * direction[k];
                rest[k] -= length * image[k];
            }
            double next = Mixture.dot(rest, rest);
            for (int k = 0; k < places; k++) {
                direction[k] = rest[k] + next / square * direction[k];
            }
            square = next;
        }
        return fit;
    }

    private static double value(Encoded row, double[] weights) {
        double sum = 0;
        for (int i = 0; i < row.places.length; i++) {
            sum += row.values[i] * weights[row.places[i]];
        }
        return sum;
    }

    private static void add(Encoded row, double factor, double[] to) {
        for (int i = 0; i < row.places.length; i++) {
            to[row.places[i]] += factor * row.values[i];
        }
    }
}
