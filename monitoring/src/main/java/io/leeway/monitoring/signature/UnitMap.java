package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A map that turns numbers in a wrong unit back.
 *
 * @param kind what it is
 * @param reading what the numbers read like, such as {@code degrees Celsius, not Fahrenheit}
 * @param formula the map in words, such as {@code 32 + 1.8 x}
 * @param slope by how much a difference grows, for rounded numbers; of a logarithm, at 1
 * @param back the map
 */
record UnitMap(SignatureKind kind, String reading, String formula, double slope, DoubleUnaryOperator back) {

    /** Conversions between two units that are a factor apart: a number in the second, times the factor, is one in the first. */
    private record Factor(String first, String second, double factor) {}

    private static final List<Factor> FACTORS = List.of(
            new Factor("kilometres", "miles", 1.609344),
            new Factor("kilometres", "nautical miles", 1.852),
            new Factor("miles per hour", "knots", 1.150779448),
            new Factor("miles per hour", "metres per second", 2.236936292),
            new Factor("kilometres per hour", "metres per second", 3.6),
            new Factor("feet", "metres", 3.280839895),
            new Factor("centimetres", "inches", 2.54),
            new Factor("millimetres", "inches", 25.4),
            new Factor("pounds", "kilograms", 2.20462262185),
            new Factor("litres", "gallons", 3.785411784),
            new Factor("hectopascals", "inches of mercury", 33.863886667),
            new Factor("hectopascals", "millimetres of mercury", 1.33322387415),
            new Factor("minutes or seconds", "hours or minutes", 60),
            new Factor("seconds", "hours", 3600),
            new Factor("hours", "days", 24),
            new Factor("percent or cents", "shares or whole units", 100),
            new Factor("tenths", "whole units", 10),
            new Factor("units", "thousands", 1_000),
            new Factor("units", "millions", 1_000_000));

    static final List<UnitMap> KNOWN = known();

    private static List<UnitMap> known() {
        List<UnitMap> maps = new ArrayList<>();
        maps.add(new UnitMap(SignatureKind.SIGN, "numbers with the opposite sign", "-x", 1, x -> -x));
        maps.add(affine("degrees Celsius, not Fahrenheit", 32, 1.8));
        maps.add(affine("degrees Fahrenheit, not Celsius", -32 / 1.8, 1 / 1.8));
        maps.add(affine("kelvin, not degrees Celsius", -273.15, 1));
        maps.add(affine("degrees Celsius, not kelvin", 273.15, 1));
        maps.add(affine("kelvin, not degrees Fahrenheit", 32 - 273.15 * 1.8, 1.8));
        for (Factor factor : FACTORS) {
            maps.add(affine(factor.first + ", not " + factor.second, 0, 1 / factor.factor));
            maps.add(affine(factor.second + ", not " + factor.first, 0, factor.factor));
        }
        maps.add(logarithm("natural logarithms", "exp(x)", Math::exp));
        maps.add(logarithm("natural logarithms of 1 + x", "exp(x) - 1", Math::expm1));
        maps.add(logarithm("logarithms to base 10", "10^x", x -> Math.pow(10, x)));
        maps.add(logarithm("exponentials", "log(x)", Math::log));
        return List.copyOf(maps);
    }

    private static UnitMap logarithm(String reading, String formula, DoubleUnaryOperator back) {
        return new UnitMap(SignatureKind.UNIT_CHANGED, reading, formula, 1, back);
    }

    static UnitMap affine(String reading, double shift, double slope) {
        String scaled = slope == 1 ? "x" : Words.number(slope) + " x";
        String formula =
                shift == 0 ? scaled : slope == 1 ? "x + " + Words.number(shift) : Words.number(shift) + " + " + scaled;
        return new UnitMap(
                SignatureKind.UNIT_CHANGED, reading, formula.replace("+ -", "- "), slope, x -> shift + slope * x);
    }

    String sentence(String feature) {
        return feature + " reads like " + reading + " (" + formula + " turns it back)";
    }
}
