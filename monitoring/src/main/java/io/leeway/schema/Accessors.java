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
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns the components of a record class into columns whose primitive values are read without boxing. */
final class Accessors<R> {
    private static final Set<Class<?>> PRIMITIVE_NUMBERS =
            Set.of(byte.class, short.class, int.class, long.class, float.class, double.class);
    private static final Set<Class<?>> WHOLE_PRIMITIVES = Set.of(byte.class, short.class, int.class, long.class);
    private static final Set<Class<?>> WHOLE_BOXES = Set.of(Byte.class, Short.class, Integer.class, Long.class);

    private final Class<R> rowType;
    private final MethodHandles.Lookup lookup;
    private final boolean spins;

    private Accessors(Class<R> rowType, MethodHandles.Lookup lookup, boolean spins) {
        this.rowType = rowType;
        this.lookup = lookup;
        this.spins = spins;
    }

    static <R> List<Column<R>> columns(Class<R> rowType) {
        MethodHandles.Lookup lookup = lookup(rowType);
        return columns(rowType, lookup, lookup.hasFullPrivilegeAccess());
    }

    /** A class may be spun for each reader, unless the rows are of another named module: then method handles are called. */
    static <R> List<Column<R>> columns(Class<R> rowType, MethodHandles.Lookup lookup, boolean spins) {
        RecordComponent[] components = rowType.getRecordComponents();
        if (components == null || components.length == 0) {
            throw new SchemaException("", rowType.getName() + " is not a record with components: use Schema.builder");
        }
        Accessors<R> accessors = new Accessors<>(rowType, lookup, spins);
        List<Column<R>> columns = new ArrayList<>(components.length);
        for (RecordComponent component : components) {
            columns.add(accessors.column(component));
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

    private Column<R> column(RecordComponent component) {
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
            ToLongFunction<R> asLong = whole ? toLong(handle) : null;
            ToDoubleFunction<R> asDouble = toDouble(handle);
            Function<R, @Nullable String> text =
                    asLong != null ? Categories.ofWhole(asLong) : Categories.ofDouble(asDouble);
            return new Column<>(
                    name,
                    type.getTypeName(),
                    FeatureType.NUMERIC,
                    asDouble,
                    text,
                    asLong,
                    type == long.class,
                    whole,
                    Role.FEATURE,
                    false);
        }
        Function<R, @Nullable Object> object = toObject(handle);
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
                    type.getTypeName(),
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
            // Not a feature, because there is no type; read where rows are stored, which may lack a time.
            ToDoubleFunction<R> nullable = row -> {
                Object value = object.apply(row);
                return value == null ? Double.NaN : ((Instant) value).toEpochMilli();
            };
            return new Column<>(
                    name, type.getTypeName(), null, nullable, null, millis, true, false, Role.FEATURE, false);
        }
        if (type == float[].class || type == double[].class) {
            return Column.ofArrays(name, type.getTypeName(), object, Role.FEATURE, 0);
        }
        Function<R, @Nullable String> category = Categories.ofObject(type, object);
        // A UUID is an id, and no category.
        FeatureType featureType = category == null || type == UUID.class ? null : FeatureType.CATEGORICAL;
        return new Column<>(
                name, type.getTypeName(), featureType, null, category, null, false, false, Role.FEATURE, false);
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new SchemaException(name, "the row has no value for \"" + name + "\", its id or time: it needs one");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private ToDoubleFunction<R> toDouble(MethodHandle accessor) {
        if (spins) {
            return (ToDoubleFunction<R>) lambda(accessor, ToDoubleFunction.class, "applyAsDouble", double.class);
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
    private ToLongFunction<R> toLong(MethodHandle accessor) {
        if (spins) {
            return (ToLongFunction<R>) lambda(accessor, ToLongFunction.class, "applyAsLong", long.class);
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
    private Function<R, @Nullable Object> toObject(MethodHandle accessor) {
        if (spins) {
            return (Function<R, @Nullable Object>) lambda(accessor, Function.class, "apply", Object.class);
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
    private Object lambda(MethodHandle accessor, Class<?> face, String method, Class<?> result) {
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
                    MethodType.methodType(seen, rowType));
            return site.getTarget().invoke();
        } catch (LambdaConversionException e) {
            throw new SchemaException("", "cannot make a reader for a component of " + rowType.getName(), e);
        } catch (Throwable e) {
            throw Accessors.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
