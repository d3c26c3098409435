package io.leeway.schema;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns the components of a record class into columns whose primitive values are read without boxing. */
final class Accessors {
    private static final Set<Class<?>> PRIMITIVE_NUMBERS =
            Set.of(byte.class, short.class, int.class, long.class, float.class, double.class);
    private static final Set<Class<?>> WHOLE_PRIMITIVES = Set.of(byte.class, short.class, int.class, long.class);
    private static final Set<Class<?>> WHOLE_BOXES = Set.of(Byte.class, Short.class, Integer.class, Long.class);

    private Accessors() {}

    static <R> List<Column<R>> columns(Class<R> rowType) {
        RecordComponent[] components = rowType.getRecordComponents();
        if (components == null || components.length == 0) {
            throw new SchemaException("", rowType.getName() + " is not a record with components: use Schema.builder");
        }
        MethodHandles.Lookup lookup = lookup(rowType);
        List<Column<R>> columns = new ArrayList<>(components.length);
        for (RecordComponent component : components) {
            columns.add(column(lookup, rowType, component));
        }
        return columns;
    }

    private static MethodHandles.Lookup lookup(Class<?> rowType) {
        try {
            Accessors.class.getModule().addReads(rowType.getModule());
            return MethodHandles.privateLookupIn(rowType, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new SchemaException(
                    "",
                    "the components of " + rowType.getName() + " may not be read: add to its module-info \"opens "
                            + rowType.getPackageName() + " to io.leeway.monitoring;\"",
                    e);
        }
    }

    private static <R> Column<R> column(MethodHandles.Lookup lookup, Class<R> rowType, RecordComponent component) {
        Class<?> type = component.getType();
        String name = component.getName();
        MethodHandle handle;
        try {
            handle = lookup.unreflect(component.getAccessor());
        } catch (IllegalAccessException e) {
            throw new SchemaException(name, "component \"" + name + "\" of " + rowType.getName() + " is closed", e);
        }
        if (PRIMITIVE_NUMBERS.contains(type)) {
            boolean whole = WHOLE_PRIMITIVES.contains(type);
            ToLongFunction<R> asLong = whole ? toLong(lookup, rowType, handle) : null;
            ToDoubleFunction<R> asDouble = toDouble(lookup, rowType, handle);
            Function<R, @Nullable String> text =
                    asLong != null ? Categories.ofWhole(asLong) : Categories.ofDouble(asDouble);
            return new Column<>(
                    name,
                    type.getName(),
                    FeatureType.NUMERIC,
                    asDouble,
                    text,
                    asLong,
                    type == long.class,
                    whole,
                    Role.FEATURE,
                    false);
        }
        Function<R, @Nullable Object> object = toObject(lookup, rowType, handle);
        return reference(name, type, object);
    }

    private static <R> Column<R> reference(String name, Class<?> type, Function<R, @Nullable Object> object) {
        if (Number.class.isAssignableFrom(type)) {
            boolean whole = WHOLE_BOXES.contains(type);
            ToDoubleFunction<R> number = row -> {
                Object value = object.apply(row);
                return value == null ? Double.NaN : ((Number) value).doubleValue();
            };
            Function<R, @Nullable String> text = row -> {
                Object value = object.apply(row);
                return value == null ? null : value.toString();
            };
            ToLongFunction<R> asLong = whole ? row -> ((Number) required(name, object.apply(row))).longValue() : null;
            return new Column<>(
                    name,
                    type.getName(),
                    FeatureType.NUMERIC,
                    number,
                    text,
                    asLong,
                    type == Long.class,
                    whole,
                    Role.FEATURE,
                    false);
        }
        if (type == Instant.class) {
            ToLongFunction<R> millis = row -> ((Instant) required(name, object.apply(row))).toEpochMilli();
            return new Column<>(name, type.getName(), null, null, null, millis, true, false, Role.FEATURE, false);
        }
        Function<R, @Nullable String> category = Categories.ofObject(type, object);
        FeatureType featureType = category == null ? null : FeatureType.CATEGORICAL;
        return new Column<>(name, type.getName(), featureType, null, category, null, false, false, Role.FEATURE, false);
    }

    private static Object required(String name, @Nullable Object value) {
        if (value == null) {
            throw new SchemaException(name, "the row has no value for \"" + name + "\", its id or time: it needs one");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static <R> ToDoubleFunction<R> toDouble(MethodHandles.Lookup lookup, Class<R> row, MethodHandle accessor) {
        if (lookup.hasFullPrivilegeAccess()) {
            return (ToDoubleFunction<R>)
                    lambda(lookup, row, accessor, ToDoubleFunction.class, "applyAsDouble", double.class);
        }
        MethodHandle exact = accessor.asType(MethodType.methodType(double.class, Object.class));
        return r -> {
            try {
                return (double) exact.invokeExact((Object) r);
            } catch (Throwable e) {
                throw Accessors.<RuntimeException>unchecked(e);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <R> ToLongFunction<R> toLong(MethodHandles.Lookup lookup, Class<R> row, MethodHandle accessor) {
        if (lookup.hasFullPrivilegeAccess()) {
            return (ToLongFunction<R>) lambda(lookup, row, accessor, ToLongFunction.class, "applyAsLong", long.class);
        }
        MethodHandle exact = accessor.asType(MethodType.methodType(long.class, Object.class));
        return r -> {
            try {
                return (long) exact.invokeExact((Object) r);
            } catch (Throwable e) {
                throw Accessors.<RuntimeException>unchecked(e);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <R> Function<R, @Nullable Object> toObject(
            MethodHandles.Lookup lookup, Class<R> row, MethodHandle accessor) {
        if (lookup.hasFullPrivilegeAccess()) {
            return (Function<R, @Nullable Object>) lambda(lookup, row, accessor, Function.class, "apply", Object.class);
        }
        MethodHandle exact = accessor.asType(MethodType.methodType(Object.class, Object.class));
        return r -> {
            try {
                return exact.invokeExact((Object) r);
            } catch (Throwable e) {
                throw Accessors.<RuntimeException>unchecked(e);
            }
        };
    }

    /** Spins a class for the accessor, which the JIT inlines as it would a method reference. */
    private static Object lambda(
            MethodHandles.Lookup lookup,
            Class<?> row,
            MethodHandle accessor,
            Class<?> face,
            String method,
            Class<?> result) {
        Class<?> boxed =
                MethodType.methodType(accessor.type().returnType()).wrap().returnType();
        Class<?> seen = result == Object.class ? boxed : result;
        try {
            CallSite site = LambdaMetafactory.metafactory(
                    lookup,
                    method,
                    MethodType.methodType(face),
                    MethodType.methodType(result, Object.class),
                    accessor,
                    MethodType.methodType(seen, row));
            return site.getTarget().invoke();
        } catch (LambdaConversionException e) {
            throw new SchemaException("", "cannot make a reader for a component of " + row.getName(), e);
        } catch (Throwable e) {
            throw Accessors.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
