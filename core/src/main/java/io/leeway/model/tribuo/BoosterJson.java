package io.leeway.model.tribuo;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.tribuo.Model;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * XGBoost's JSON of a booster, read field by field. XGBoost's classes are called by name: only the application brings them, and their archive
 * can be the name of no module.
 */
final class BoosterJson {

    private static final String MODEL = "org.tribuo.common.xgboost.XGBoostModel";

    /** Floats are written in the fewest digits that give them back, if they are not read by way of doubles. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private BoosterJson() {}

    static boolean isBoosted(Model<?> model) {
        return model.getClass().getName().equals(MODEL);
    }

    /** Asks a model of XGBoost for its only booster. */
    static JsonNode of(Model<?> model) throws NotCompilableException {
        try {
            Object boosters = model.getClass().getMethod("getInnerModels").invoke(model);
            byte[] bytes = {};
            int count = 0;
            // They are copies, each with memory outside the heap.
            for (Object booster : (List<?>) boosters) {
                bytes = (byte[]) booster.getClass()
                        .getMethod("toByteArray", String.class)
                        .invoke(booster, "json");
                booster.getClass().getMethod("dispose").invoke(booster);
                count++;
            }
            if (count != 1) {
                throw new NotCompilableException("it has " + count + " boosters");
            }
            return MAPPER.readTree(bytes);
        } catch (InvocationTargetException e) {
            throw new NotCompilableException("XGBoost does not write its booster as JSON: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new NotCompilableException("this XGBoost has no " + e.getMessage());
        } catch (JacksonException e) {
            throw new NotCompilableException("its booster is not JSON: " + e.getOriginalMessage());
        }
    }

    /** XGBoost writes its parameters as texts. */
    static int integer(JsonNode parent, String name) throws NotCompilableException {
        try {
            return Integer.parseInt(parent.path(name).asString(""));
        } catch (NumberFormatException e) {
            throw wrong(parent, name);
        }
    }

    static float single(JsonNode parent, String name) throws NotCompilableException {
        try {
            return Float.parseFloat(parent.path(name).asString(""));
        } catch (NumberFormatException e) {
            throw wrong(parent, name);
        }
    }

    private static JsonNode array(JsonNode parent, String name, int size) throws NotCompilableException {
        JsonNode array = parent.path(name);
        if (!array.isArray() || array.size() != size || size == 0) {
            throw wrong(parent, name);
        }
        return array;
    }

    static int[] integers(JsonNode parent, String name, int size) throws NotCompilableException {
        int[] integers = new int[size];
        int i = 0;
        for (JsonNode each : array(parent, name, size)) {
            if (!each.isInt()) {
                throw wrong(parent, name);
            }
            integers[i++] = each.intValue();
        }
        return integers;
    }

    static float[] singles(JsonNode parent, String name, int size) throws NotCompilableException {
        float[] singles = new float[size];
        int i = 0;
        for (JsonNode each : array(parent, name, size)) {
            if (!each.isNumber()) {
                throw wrong(parent, name);
            }
            float single = each.decimalValue().floatValue();
            if (!Float.isFinite(single)) {
                throw new NotCompilableException("its trees contain the number " + each);
            }
            singles[i++] = single;
        }
        return singles;
    }

    /** Some versions of XGBoost write flags as numbers. */
    static boolean[] flags(JsonNode parent, String name, int size) throws NotCompilableException {
        boolean[] flags = new boolean[size];
        int i = 0;
        for (JsonNode each : array(parent, name, size)) {
            if (!each.isBoolean() && !each.isInt()) {
                throw wrong(parent, name);
            }
            flags[i++] = each.isBoolean() ? each.booleanValue() : each.intValue() != 0;
        }
        return flags;
    }

    private static NotCompilableException wrong(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        String found =
                value.isMissingNode() ? "nothing" : value.isArray() ? value.size() + " elements" : value.toString();
        return new NotCompilableException("its booster has an unknown form: " + name + " is " + found);
    }
}
