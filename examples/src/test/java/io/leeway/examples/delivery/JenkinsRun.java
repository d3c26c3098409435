package io.leeway.examples.delivery;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Evaluates a declarative Jenkinsfile and runs every {@code sh} of it. Each agent gets a folder of its own; stages, {@code when}, {@code input},
 * {@code post} and stashes mean what Jenkins documents.
 */
final class JenkinsRun {
    static final String APPROVER = "ann";
    static final String PAGE = "https://jenkins.example.com/job/delay/job/main/17/";

    /** The result of a build, from good to bad. */
    enum Status {
        SUCCESS,
        UNSTABLE,
        FAILURE,
        ABORTED
    }

    private final Sample sample;
    private final boolean consent;
    private final Workspaces workspaces;
    private final StringBuilder log = new StringBuilder();
    private final Map<String, String> variables;
    private Status status = Status.SUCCESS;

    JenkinsRun(Sample sample, String branch, boolean consent) throws IOException {
        this.sample = sample;
        this.consent = consent;
        this.workspaces = new Workspaces(sample);
        this.variables = new TreeMap<>(Shell.machine());
        variables.putAll(sample.settings());
        variables.putAll(Map.of(
                "JENKINS_URL",
                "https://jenkins.example.com/",
                "BUILD_URL",
                PAGE,
                "BUILD_NUMBER",
                "17",
                "BRANCH_NAME",
                branch,
                "GIT_COMMIT",
                sample.commit(),
                "CI",
                "true"));
    }

    CiResult run() throws IOException {
        Binding binding = new Binding();
        binding.setVariable("pipeline", new Closure<Object>(this) {
            @Override
            public Object call(Object... arguments) {
                stage(JenkinsBlock.ofStage("pipeline", (Closure<?>) arguments[0]), null);
                return null;
            }
        });
        new GroovyShell(binding)
                .evaluate(sample.checkout().resolve("Jenkinsfile").toFile());
        Path archive = workspaces.stored("archive").resolve("target");
        Path summary = archive.resolve("summary.md");
        return new CiResult(
                status == Status.SUCCESS,
                log + "\nFinished: " + status,
                Files.exists(summary) ? Files.readString(summary) : "",
                archive.resolve("delivery/report.html"));
    }

    /** Runs a stage and those in it, unless it is excluded or an earlier one has failed. */
    private void stage(JenkinsBlock stage, Path inherited) {
        if (status.compareTo(Status.FAILURE) >= 0 || !applies(stage)) {
            say("Stage \"" + stage.name() + "\" skipped");
            return;
        }
        say("Stage \"" + stage.name() + "\"");
        Map<String, String> before = new TreeMap<>(variables);
        if (!consents(stage)) {
            fail(Status.ABORTED, "Rejected by ann");
            return;
        }
        Path workspace = workspace(stage, inherited);
        Status outside = status;
        status = Status.SUCCESS;
        stage.closure("steps").ifPresent(steps -> steps(steps, workspace));
        stage.stages().forEach(each -> stage(each, workspace));
        stage.closure("post").ifPresent(post -> post(post, workspace));
        status = worse(outside, status);
        variables.clear();
        variables.putAll(before);
    }

    private boolean applies(JenkinsBlock stage) {
        return stage.closure("when")
                .map(when -> JenkinsBlock.of("when", when, "branch", "beforeInput"))
                .flatMap(when -> when.text("branch"))
                .map(branch -> branch.equals(variables.get("BRANCH_NAME")))
                .orElse(true);
    }

    /** Asks for consent before an agent is taken. */
    private boolean consents(JenkinsBlock stage) {
        Optional<JenkinsBlock> input = stage.closure("input")
                .map(asked -> JenkinsBlock.of("input", asked, "message", "ok", "submitter", "submitterParameter"));
        input.flatMap(asked -> asked.text("submitterParameter")).ifPresent(name -> variables.put(name, APPROVER));
        return input.isEmpty() || consent;
    }

    private Path workspace(JenkinsBlock stage, Path inherited) {
        if (stage.closure("agent").isEmpty()) {
            return inherited;
        }
        try {
            return workspaces.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(Closure<?> body, Path workspace) {
        JenkinsBlock post = JenkinsBlock.of("post", body, "always", "success", "unstable", "failure", "aborted");
        Status ended = status;
        post.closure("always").ifPresent(steps -> steps(steps, workspace));
        post.closure(ended.name().toLowerCase(java.util.Locale.ROOT)).ifPresent(steps -> steps(steps, workspace));
    }

    private void steps(Closure<?> body, Path workspace) {
        if (workspace == null) {
            throw new IllegalStateException(
                    "steps without an agent: \"Attempted to execute a step that requires a node context\"");
        }
        JenkinsSteps steps = new JenkinsSteps(this, workspaces, workspace);
        body.setDelegate(steps);
        body.setResolveStrategy(Closure.DELEGATE_FIRST);
        try {
            body.call();
        } catch (JenkinsSteps.FailedStep e) {
            fail(Status.FAILURE, String.valueOf(e.getMessage()));
        }
    }

    void unstable(String message) {
        fail(Status.UNSTABLE, message);
    }

    private void fail(Status now, String message) {
        say(now + ": " + message);
        status = worse(status, now);
    }

    private static Status worse(Status one, Status other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    void say(String text) {
        log.append(text).append('\n');
    }

    Map<String, String> variables() {
        return variables;
    }
}
