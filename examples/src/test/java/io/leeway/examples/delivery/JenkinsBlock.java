package io.leeway.examples.delivery;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A block of a declarative pipeline: what was said in it, in order. Anything that declarative pipelines do not know is refused. */
final class JenkinsBlock extends GroovyObjectSupport {
    private static final Set<String> CONSTANTS = Set.of("none", "any", "scm");

    private final Set<String> known;
    private final Map<String, Object[]> said = new LinkedHashMap<>();
    private final List<JenkinsBlock> stages = new ArrayList<>();
    private final String name;

    private JenkinsBlock(String name, Set<String> known) {
        this.name = name;
        this.known = known;
    }

    /** Evaluates a block whose words are those. */
    static JenkinsBlock of(String name, Closure<?> body, String... known) {
        JenkinsBlock block = new JenkinsBlock(name, Set.of(known));
        body.setDelegate(block);
        body.setResolveStrategy(Closure.DELEGATE_ONLY);
        body.call();
        return block;
    }

    /** A pipeline or a stage. */
    static JenkinsBlock ofStage(String name, Closure<?> body) {
        JenkinsBlock block =
                of(name, body, "agent", "options", "environment", "when", "input", "steps", "stages", "post");
        block.closure("stages").ifPresent(stages -> block.stages.addAll(of("stages", stages, "stage").stages));
        return block;
    }

    @Override
    public Object invokeMethod(String word, Object arguments) {
        Object[] all = (Object[]) arguments;
        if (!known.contains(word)) {
            throw new MissingMethodException(word, JenkinsBlock.class, all);
        }
        if (word.equals("stage")) {
            stages.add(ofStage((String) all[0], (Closure<?>) all[1]));
        } else {
            said.put(word, all);
        }
        return word;
    }

    @Override
    public Object getProperty(String property) {
        return CONSTANTS.contains(property) ? property : super.getProperty(property);
    }

    String name() {
        return name;
    }

    List<JenkinsBlock> stages() {
        return stages;
    }

    boolean says(String word) {
        return said.containsKey(word);
    }

    /** The text that follows a word. */
    Optional<String> text(String word) {
        return Optional.ofNullable(said.get(word)).map(arguments -> String.valueOf(arguments[0]));
    }

    /** The block that follows a word. */
    Optional<Closure<?>> closure(String word) {
        return Optional.ofNullable(said.get(word))
                .filter(arguments -> arguments[0] instanceof Closure<?>)
                .map(arguments -> (Closure<?>) arguments[0]);
    }
}
