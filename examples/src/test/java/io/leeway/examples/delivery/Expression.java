package io.leeway.examples.delivery;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import java.util.Map;
import java.util.function.Function;

/** Evaluates the conditions of Azure and GitHub, whose syntax is, as far as the sample uses it, also Groovy's. */
final class Expression {
    private final Binding binding = new Binding();

    /** Makes values known by a name: {@code github.ref}, {@code variables['Build.SourceBranch']}. */
    Expression with(String name, Map<String, ?> values) {
        binding.setVariable(name, values);
        return this;
    }

    /** Makes a function known by its name. */
    Expression with(String name, Function<Object[], Object> function) {
        binding.setVariable(name, new Closure<Object>(this) {
            @Override
            public Object call(Object... arguments) {
                return function.apply(arguments);
            }
        });
        return this;
    }

    boolean isTrue(String text) {
        return Boolean.TRUE.equals(value(text));
    }

    Object value(String text) {
        return new GroovyShell(binding).evaluate(text);
    }
}
