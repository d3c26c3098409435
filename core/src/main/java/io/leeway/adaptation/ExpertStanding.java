package io.leeway.adaptation;

/**
 * What one expert has achieved.
 *
 * @param name its way to learn and its rate; {@code champion} is the champion alone
 * @param loss its cumulative log loss in nats, or squared error of numbers, over the labels that came, by its predictions when they were given
 * @param weight its share in the mixture, in [0, 1]
 */
public record ExpertStanding(String name, double loss, double weight) {}
