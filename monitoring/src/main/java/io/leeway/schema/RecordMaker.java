package io.leeway.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes records of a class from stored cells by the canonical constructor. */
final class RecordMaker<R> {
    private static final Set<Class<?>> SUPPORTED = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            boolean.class,
            char.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Boolean.class,
            Character.class,
            String.class,
            UUID.class,
            Instant.class,
            float[].class,
            double[].class);

    private final Map<String, Integer> places = new HashMap<>();
    private final Class<?>[] types;
    private final MethodHandle constructor;

    private RecordMaker(RecordComponent[] components, Class<?>[] types, MethodHandle constructor) {
        this.types = types;
        this.constructor = constructor;
        for (int i = 0; i < components.length; i++) {
            places.put(components[i].getName(), i);
        }
    }

    /** Null where the class is not a record class. */
    static <R> @Nullable RecordMaker<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            return null;
        }
        for (RecordComponent component : components) {
            if (!SUPPORTED.contains(component.getType()) && !component.getType().isEnum()) {
                throw new SchemaException(
                        component.getName(),
                        "component \"" + component.getName() + "\" of type "
                                + component.getType().getTypeName()
                                + " cannot be stored and made again: use a number, String, enum, boolean, char, UUID, Instant, float[] or double[]");
            }
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            RecordMaker.class.getModule().addReads(type.getModule());
            MethodHandle constructor = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflectConstructor(type.getDeclaredConstructor(types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordMaker<>(components, types, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor: " + type.getName(), e);
        } catch (IllegalAccessException e) {
            throw new SchemaException(
                    "",
                    type.getName() + " may not be made: add to its module-info \"opens " + type.getPackageName()
                            + " to io.leeway.monitoring;\"",
                    e);
        }
    }

    /** Whether there is no value that stands for a missing one. */
    boolean requires(String component) {
        Integer place = places.get(component);
        if (place == null) {
            return false;
        }
        Class<?> type = types[place];
        return type.isPrimitive() && type != double.class && type != float.class;
    }

    /** Whether a component may have a value. */
    boolean accepts(String component, String value) {
        Class<?> type = types[places.getOrDefault(component, 0)];
        if (type == boolean.class || type == Boolean.class) {
            return value.equals("true") || value.equals("false");
        }
        if (type == char.class || type == Character.class) {
            return value.length() == 1;
        }
        return !type.isEnum()
                || Arrays.stream(type.getEnumConstants())
                        .anyMatch(constant -> ((Enum<?>) constant).name().equals(value));
    }

    /** Whether a component may have a value. */
    boolean accepts(String component, long value) {
        Object kept = whole(types[places.getOrDefault(component, 0)], value);
        return ((Number) kept).longValue() == value;
    }

    Function<RowForm.Cells, R> bind(List<RowForm.Cell> cells) {
        int[] order = new int[cells.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = places.getOrDefault(cells.get(i).name(), -1);
        }
        return row -> {
            @Nullable Object[] values = new @Nullable Object[types.length];
            for (int i = 0; i < order.length; i++) {
                Class<?> type = types[order[i]];
                values[order[i]] = row.missing(i)
                        ? missing(type)
                        : value(cells.get(i).name(), type, cells.get(i).kind(), row, i);
            }
            return make(values);
        };
    }

    private static @Nullable Object missing(Class<?> type) {
        if (type == double.class) {
            return Double.NaN;
        }
        return type == float.class ? (Object) Float.NaN : null;
    }

    private static Object value(String name, Class<?> type, RowForm.Kind kind, RowForm.Cells row, int cell) {
        return switch (kind) {
            case NUMBER -> {
                double value = row.number(cell);
                yield type == float.class || type == Float.class ? (Object) (float) value : (Object) value;
            }
            case WHOLE -> whole(type, row.whole(cell));
            case MILLIS -> Instant.ofEpochMilli(row.whole(cell));
            case TEXT -> text(name, type, row.text(cell));
            case VECTOR -> vector(name, type, row, cell);
        };
    }

    private static Object vector(String name, Class<?> type, RowForm.Cells row, int cell) {
        double[] values = row.vector(cell);
        if (type == double[].class) {
            return values.clone();
        }
        if (!row.isFloat(cell)) {
            throw new SchemaException(
                    name,
                    "the vector \"" + name + "\" is stored as double[], and a float[] does not hold it: declare the"
                            + " component as double[]");
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static Object whole(Class<?> type, long value) {
        if (type == int.class || type == Integer.class) {
            return (int) value;
        }
        if (type == short.class || type == Short.class) {
            return (short) value;
        }
        return type == byte.class || type == Byte.class ? (Object) (byte) value : (Object) value;
    }

    private static Object text(String name, Class<?> type, String value) {
        if (type == String.class) {
            return value;
        }
        if (type == UUID.class) {
            return UUID.fromString(value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Boolean.valueOf(value);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(value)) {
                    return constant;
                }
            }
            throw new SchemaException(
                    name,
                    "\"" + value + "\" is stored for \"" + name + "\", but " + type.getSimpleName()
                            + " has no such constant");
        }
        return value.charAt(0);
    }

    @SuppressWarnings("unchecked")
    private R make(@Nullable Object[] values) {
        try {
            return (R) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SchemaException("", "the constructor of the row refused stored values: " + e, e);
        }
    }
}
