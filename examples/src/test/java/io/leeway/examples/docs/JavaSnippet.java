package io.leeway.examples.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java as it stands in a text, told apart into imports, declarations (types and methods) and statements. A snippet that is neither
 * is taken for a list of expressions, one a line.
 */
record JavaSnippet(String origin, List<String> imports, List<String> declarations, List<String> statements) {

    private static final Pattern IMPORT = Pattern.compile("\\s*import\\s+[\\w.*\\s]+;\\s*");
    private static final String STATEMENTS_BEGIN = "class Snippet { void theStatements() throws Exception {\n";
    private static final String MEMBERS_BEGIN = "class Snippet {\n";

    /**
     * Tells the parts of a text apart.
     *
     * @param origin file and line, for messages
     */
    static JavaSnippet of(String origin, String text) {
        List<String> imports = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        text.lines().forEach(line -> {
            if (IMPORT.matcher(line).matches()) {
                imports.add(line.trim());
            } else {
                body.append(line).append('\n');
            }
        });
        JavaSnippet snippet = new JavaSnippet(origin, imports, new ArrayList<>(), new ArrayList<>());
        if (!snippet.parse(STATEMENTS_BEGIN + body + "}}", snippet::statement)
                && !snippet.parse(MEMBERS_BEGIN + body + "}", snippet::member)) {
            body.toString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> snippet.statements.add("java.util.Objects.requireNonNull(" + line.strip() + ");"));
        }
        return snippet;
    }

    private boolean parse(String source, BiFunction<Tree, String, Boolean> part) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problems, List.of("-proc:none"), null, List.of(new SourceText("Snippet", source)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            if (!problems.getDiagnostics().isEmpty()) {
                return false;
            }
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (Tree tree : parts(unit)) {
                int begin = (int) positions.getStartPosition(unit, tree);
                int end = (int) positions.getEndPosition(unit, tree);
                if (begin >= 0 && !part.apply(tree, source.substring(begin, end))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<? extends Tree> parts(CompilationUnitTree unit) {
        ClassTree wrapper = (ClassTree) unit.getTypeDecls().get(0);
        List<? extends Tree> members = wrapper.getMembers();
        boolean statements = members.size() == 1
                && members.get(0) instanceof MethodTree method
                && method.getName().contentEquals("theStatements");
        return statements ? ((MethodTree) members.get(0)).getBody().getStatements() : members;
    }

    private boolean statement(Tree tree, String source) {
        if (tree instanceof ClassTree type) {
            return declared(type, source);
        }
        return tree instanceof StatementTree && statements.add(source);
    }

    private boolean member(Tree tree, String source) {
        if (tree instanceof ClassTree type) {
            return declared(type, source);
        }
        return declarations.add(source);
    }

    /** A class is used from a static method here, as it would be from another file. */
    private boolean declared(ClassTree type, String source) {
        boolean inner = type.getKind() == Tree.Kind.CLASS
                && !type.getModifiers().getFlags().contains(Modifier.STATIC);
        return declarations.add(inner ? "static " + source : source);
    }
}
