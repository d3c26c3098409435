package io.leeway.data;

import io.leeway.schema.SchemaException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the components of a record class and calls its constructor. */
final class RecordBinder<R> implements RowBinder<R> {
    private final List<String> names;
    private final Class<?>[] types;
    private final MethodHandle constructor;

    private RecordBinder(List<String> names, Class<?>[] types, MethodHandle constructor) {
        this.names = names;
        this.types = types;
        this.constructor = constructor;
    }

    static <R extends Record> RecordBinder<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null || components.length == 0) {
            throw new SchemaException("", type.getName() + " is not a record with components");
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        for (RecordComponent component : components) {
            CellReader.of(component.getName(), component.getType());
        }
        try {
            RecordBinder.class.getModule().addReads(type.getModule());
            MethodHandle constructor = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflectConstructor(type.getDeclaredConstructor(types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            List<String> names =
                    Arrays.stream(components).map(RecordComponent::getName).toList();
            return new RecordBinder<>(names, types, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor: " + type.getName(), e);
        } catch (IllegalAccessException e) {
            throw new SchemaException(
                    "",
                    type.getName() + " may not be made: add to its module-info \"opens " + type.getPackageName()
                            + " to io.leeway.monitoring;\" (" + e.getMessage() + ")");
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Target<R> target() {
        CellReader[] readers = new CellReader[types.length];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = CellReader.of(names.get(i), types[i]);
        }
        return new RecordTarget<>(this, readers);
    }

    private static final class RecordTarget<R> implements Target<R> {
        private final RecordBinder<R> binder;
        private final CellReader[] readers;
        private final @Nullable Object[] values;

        RecordTarget(RecordBinder<R> binder, CellReader[] readers) {
            this.binder = binder;
            this.readers = readers;
            this.values = new @Nullable Object[readers.length];
        }

        @Override
        public void missing(int column) {
            values[column] = CellReader.missing(binder.types[column]);
        }

        @Override
        public void read(int column, Cell cell) {
            values[column] = readers[column].read(cell);
        }

        @Override
        public R row() throws InvocationTargetException {
            return binder.make(values);
        }
    }

    @SuppressWarnings("unchecked")
    private R make(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return (R) constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InvocationTargetException(e);
        }
    }
}
