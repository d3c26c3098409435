package io.leeway.online;

/** A row as the algorithms see it: the places that are not zero, and their values. */
final class Active {
    final int[] places;
    final double[] values;
    int count;

    Active(int most) {
        this.places = new int[most];
        this.values = new double[most];
    }
}
