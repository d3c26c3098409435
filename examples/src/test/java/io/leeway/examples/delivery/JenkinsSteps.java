package io.leeway.examples.delivery;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The steps that the Jenkinsfile uses. */
final class JenkinsSteps extends GroovyObjectSupport {
    private final JenkinsRun run;
    private final Workspaces workspaces;
    private final Path workspace;

    JenkinsSteps(JenkinsRun run, Workspaces workspaces, Path workspace) {
        this.run = run;
        this.workspaces = workspaces;
        this.workspace = workspace;
    }

    /** Thrown by a step that fails. */
    @SuppressWarnings("serial")
    static final class FailedStep extends RuntimeException {
        FailedStep(String message) {
            super(message);
        }
    }

    @Override
    public Object getProperty(String property) {
        return property.equals("scm") ? property : super.getProperty(property);
    }

    @Override
    public Object invokeMethod(String step, Object arguments) {
        Object[] all = (Object[]) arguments;
        try {
            return switch (step) {
                case "checkout" -> checkOutSources();
                case "sh" -> runShell(all[0]);
                case "junit" -> readTests(String.valueOf(named(all[0]).get("testResults")));
                case "archiveArtifacts" -> keepArtifacts(named(all[0]));
                case "stash" -> keepStash(named(all[0]));
                case "unstash" -> bringStash(String.valueOf(all[0]));
                case "script" -> runScript((Closure<?>) all[0]);
                case "unstable" -> markUnstable(String.valueOf(all[0]));
                case "error" -> throw new FailedStep(String.valueOf(all[0]));
                default -> throw new MissingMethodException(step, JenkinsSteps.class, all);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> named(Object arguments) {
        return (Map<?, ?>) arguments;
    }

    private Object checkOutSources() throws IOException {
        workspaces.checkOut(workspace);
        return workspace;
    }

    private Object runShell(Object argument) throws IOException {
        boolean named = argument instanceof Map;
        String script = String.valueOf(named ? named(argument).get("script") : argument);
        Shell.Result result = Shell.run(workspace, run.variables(), "/bin/sh", "-xe", "-c", script);
        run.say(result.output());
        if (named && Boolean.TRUE.equals(named(argument).get("returnStatus"))) {
            return result.exitCode();
        }
        if (result.exitCode() != 0) {
            throw new FailedStep("script returned exit code " + result.exitCode());
        }
        return null;
    }

    private Object readTests(String pattern) throws IOException {
        if (Workspaces.testsFailed(workspace, pattern)) {
            run.unstable("there are test failures");
        }
        return null;
    }

    private Object keepArtifacts(Map<?, ?> options) throws IOException {
        List<Path> files = Folders.matching(workspace, String.valueOf(options.get("artifacts")));
        if (!files.isEmpty()) {
            workspaces.keep("archive", workspace, files);
        } else if (!Boolean.TRUE.equals(options.get("allowEmptyArchive"))) {
            throw new FailedStep("No artifacts found that match " + options);
        }
        return null;
    }

    private Object keepStash(Map<?, ?> options) throws IOException {
        workspaces.keep(
                "stash-" + options.get("name"),
                workspace,
                Folders.matching(workspace, String.valueOf(options.get("includes"))));
        return null;
    }

    private Object bringStash(String name) throws IOException {
        workspaces.bring("stash-" + name, workspace);
        return null;
    }

    private Object runScript(Closure<?> body) {
        body.setDelegate(this);
        body.setResolveStrategy(Closure.DELEGATE_FIRST);
        return body.call();
    }

    private Object markUnstable(String message) {
        run.unstable(message);
        return null;
    }
}
