package io.leeway.data;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Spliterator;

/** Rows that another object holds or gives. */
record IterableRows<R>(Iterable<R> source) implements Rows<R> {
    @Override
    public Iterator<R> iterator() {
        return source.iterator();
    }

    @Override
    public Spliterator<R> spliterator() {
        return source.spliterator();
    }

    @Override
    public ReadReport report() {
        long rows = 0;
        if (source instanceof Collection<R> collection) {
            rows = collection.size();
        } else {
            Iterator<R> iterator = source.iterator();
            while (iterator.hasNext()) {
                iterator.next();
                rows++;
            }
        }
        return new ReadReport(rows, 0, Map.of(), List.of(), List.of());
    }

    @Override
    public String toString() {
        return source instanceof Collection<R> collection
                ? String.format(Locale.ROOT, "%,d rows in memory", collection.size())
                : "rows of " + source.getClass().getSimpleName();
    }
}
