package io.leeway.data;

import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rows of a source that a predicate keeps. */
record FilteredRows<R>(Rows<R> source, Predicate<? super R> keep) implements Rows<R> {
    @Override
    public Iterator<R> iterator() {
        return stream().iterator();
    }

    @Override
    public Stream<R> stream() {
        return source.stream().filter(keep);
    }

    @Override
    public ReadReport report() {
        return source.report();
    }

    @Override
    public String toString() {
        return "filtered " + source;
    }
}
