package io.leeway.monitoring;

import io.leeway.monitoring.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes a record as its components, in their order and by their declared types: records, lists, maps, optionals, enums by name, texts as chars, numbers, arrays of
 * numbers, instants and profiles. What is read is what was written, to the bit. The classes of the records are the form: when one changes, so must the
 * version of the checkpoint.
 */
final class RecordForm {
    private RecordForm() {}

    static byte[] write(Record value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new Writer(new DataOutputStream(bytes)).write(value.getClass(), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads a record; bytes that are not one are an {@link IllegalArgumentException}. */
    static <T extends Record> T read(Class<T> type, ByteBuffer in) {
        try {
            T value = type.cast(new Reader(in).read(type));
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes are left over");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the content ends early", e);
        }
    }

    /** A number that differs where the form of a type differs: the names and types of components, and of constants. */
    static int shape(Class<? extends Record> type) {
        StringBuilder shape = new StringBuilder();
        describe(type, shape, new HashSet<>());
        CRC32C crc = new CRC32C();
        crc.update(shape.toString().getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static void describe(Type type, StringBuilder shape, Set<Class<?>> known) {
        Class<?> raw = raw(type);
        shape.append(raw.getName()).append('{');
        if (raw.isRecord() && known.add(raw)) {
            for (RecordComponent component : raw.getRecordComponents()) {
                shape.append(component.getName()).append(':');
                describe(component.getGenericType(), shape, known);
            }
        } else if (raw.isEnum()) {
            shape.append(Arrays.toString(raw.getEnumConstants()));
        } else if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                describe(argument, shape, known);
            }
        }
        shape.append('}');
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException("a checkpoint has no form for " + type);
    }

    private static final class Writer {
        private final DataOutputStream out;

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void write(Type type, Object value) throws IOException {
            Class<?> raw = raw(type);
            if (raw.isRecord()) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    write(component.getGenericType(), get(component, value));
                }
            } else if (value instanceof Collection<?> items) {
                out.writeInt(items.size());
                for (Object item : items) {
                    write(argument(type, 0), item);
                }
            } else if (value instanceof Map<?, ?> map) {
                out.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(argument(type, 0), entry.getKey());
                    write(argument(type, 1), entry.getValue());
                }
            } else if (value instanceof Optional<?> optional) {
                out.writeBoolean(optional.isPresent());
                if (optional.isPresent()) {
                    write(argument(type, 0), optional.get());
                }
            } else {
                single(value);
            }
        }

        private void single(Object value) throws IOException {
            if (value instanceof String text) {
                text(text);
            } else if (value instanceof Enum<?> constant) {
                text(constant.name());
            } else if (value instanceof Long number) {
                out.writeLong(number);
            } else if (value instanceof Integer number) {
                out.writeInt(number);
            } else if (value instanceof Double number) {
                out.writeLong(Double.doubleToRawLongBits(number));
            } else if (value instanceof Boolean truth) {
                out.writeBoolean(truth);
            } else if (value instanceof Instant instant) {
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            } else if (value instanceof OptionalDouble optional) {
                out.writeBoolean(optional.isPresent());
                out.writeLong(Double.doubleToRawLongBits(optional.orElse(0)));
            } else if (value instanceof Profile profile) {
                byte[] bytes = profile.toBytes();
                out.writeInt(bytes.length);
                out.write(bytes);
            } else {
                array(value);
            }
        }

        private void array(Object value) throws IOException {
            ByteBuffer bytes;
            if (value instanceof double[] numbers) {
                bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
                bytes.asDoubleBuffer().put(numbers);
                out.writeInt(numbers.length);
            } else if (value instanceof long[] numbers) {
                bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
                bytes.asLongBuffer().put(numbers);
                out.writeInt(numbers.length);
            } else if (value instanceof int[] numbers) {
                bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
                bytes.asIntBuffer().put(numbers);
                out.writeInt(numbers.length);
            } else {
                throw unknown(value.getClass());
            }
            out.write(bytes.array());
        }

        private void text(String text) throws IOException {
            out.writeInt(text.length());
            out.writeChars(text);
        }

        private static Object get(RecordComponent component, Object value) {
            try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Reader {
        private final ByteBuffer in;

        Reader(ByteBuffer in) {
            this.in = in;
        }

        Object read(Type type) {
            Class<?> raw = raw(type);
            if (raw.isRecord()) {
                return record(raw);
            } else if (raw == List.class) {
                List<Object> items = new ArrayList<>();
                for (int left = count(0); left > 0; left--) {
                    items.add(read(argument(type, 0)));
                }
                return List.copyOf(items);
            } else if (raw == Map.class) {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int left = count(0); left > 0; left--) {
                    map.put(read(argument(type, 0)), read(argument(type, 1)));
                }
                return map;
            } else if (raw == Optional.class) {
                return truth() ? Optional.of(read(argument(type, 0))) : Optional.empty();
            }
            return single(raw);
        }

        private Object record(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(components[i].getGenericType());
            }
            try {
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + e.getCause(), e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private Object single(Class<?> type) {
            if (type == String.class) {
                return text();
            } else if (type.isEnum()) {
                return constant(type, text());
            } else if (type == long.class || type == Long.class) {
                return in.getLong();
            } else if (type == int.class || type == Integer.class) {
                return in.getInt();
            } else if (type == double.class || type == Double.class) {
                return number();
            } else if (type == boolean.class) {
                return truth();
            } else if (type == Instant.class) {
                return instant();
            } else if (type == OptionalDouble.class) {
                boolean present = truth();
                double value = number();
                return present ? OptionalDouble.of(value) : OptionalDouble.empty();
            } else if (type == Profile.class) {
                byte[] bytes = new byte[count(1)];
                in.get(bytes);
                return Profile.fromBytes(bytes);
            }
            return array(type);
        }

        private Object array(Class<?> type) {
            if (type == double[].class) {
                double[] numbers = new double[count(Double.BYTES)];
                in.asDoubleBuffer().get(numbers);
                in.position(in.position() + Double.BYTES * numbers.length);
                return numbers;
            } else if (type == long[].class) {
                long[] numbers = new long[count(Long.BYTES)];
                in.asLongBuffer().get(numbers);
                in.position(in.position() + Long.BYTES * numbers.length);
                return numbers;
            } else if (type == int[].class) {
                int[] numbers = new int[count(Integer.BYTES)];
                in.asIntBuffer().get(numbers);
                in.position(in.position() + Integer.BYTES * numbers.length);
                return numbers;
            }
            throw unknown(type);
        }

        private static Object constant(Class<?> type, String name) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("\"" + name + "\" is no " + type.getSimpleName());
        }

        private Instant instant() {
            long seconds = in.getLong();
            int nanos = in.getInt();
            if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
                throw new IllegalArgumentException("no instant is at " + seconds + " s");
            }
            return Instant.ofEpochSecond(seconds, nanos);
        }

        private double number() {
            return Double.longBitsToDouble(in.getLong());
        }

        private boolean truth() {
            return in.get() != 0;
        }

        private String text() {
            char[] chars = new char[count(Character.BYTES)];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = in.getChar();
            }
            return new String(chars);
        }

        /** A number of items, of at least so many bytes each. */
        private int count(int bytesEach) {
            int count = in.getInt();
            if (count < 0 || (long) count * Math.max(1, bytesEach) > in.remaining()) {
                throw new IllegalArgumentException(
                        "a count of " + count + " where " + in.remaining() + " bytes are left");
            }
            return count;
        }
    }
}
