package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Runs the run steps of a GitHub workflow as a runner on Linux does: by {@code bash -e}, in a checkout for each job, with the variables that
 * GitHub sets. Of the actions, it knows those that the sample uses.
 */
final class GitHubRun {
    static final String PAGE = "https://github.com/example/delay-model/actions/runs/17";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.+?)\\s*}}");

    private final Sample sample;
    private final String branch;
    private final boolean consent;
    private final Workspaces workspaces;
    private final Map<String, String> results = new LinkedHashMap<>();
    private final StringBuilder summaries = new StringBuilder();
    private final StringBuilder log = new StringBuilder();

    GitHubRun(Sample sample, String branch, boolean consent) throws IOException {
        this.sample = sample;
        this.branch = branch;
        this.consent = consent;
        this.workspaces = new Workspaces(sample);
    }

    CiResult run() throws IOException {
        JsonNode workflow = Yaml.read(sample.checkout().resolve(".github/workflows/deliver.yml"));
        Map<String, String> environment = new TreeMap<>();
        workflow.get("env")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asString()));
        for (Map.Entry<String, JsonNode> job : workflow.get("jobs").properties()) {
            List<String> needs = Yaml.texts(job.getValue(), "needs");
            assertThat(results.keySet())
                    .as("jobs that ran before " + job.getKey())
                    .containsAll(needs);
            results.put(job.getKey(), job(job.getValue(), needs, environment));
            log.append("Job ")
                    .append(job.getKey())
                    .append(": ")
                    .append(results.get(job.getKey()))
                    .append('\n');
        }
        boolean success = results.values().stream().noneMatch("failure"::equals);
        return new CiResult(
                success,
                log.toString(),
                summaries.toString(),
                workspaces.stored("candidate").resolve("delivery/report.html"));
    }

    private String job(JsonNode job, List<String> needs, Map<String, String> environment) throws IOException {
        boolean succeeded = needs.stream().allMatch(each -> results.get(each).equals("success"));
        if (!succeeded || !condition(Yaml.text(job, "if", "success()"), true, Map.of())) {
            return "skipped";
        }
        if (job.has("environment") && !consent) {
            return "failure";
        }
        Path workspace = workspaces.next();
        boolean failed = false;
        Map<String, Object> outcomes = new TreeMap<>();
        for (JsonNode step : job.get("steps")) {
            String outcome = "skipped";
            if (condition(Yaml.text(step, "if", "success()"), !failed, outcomes)) {
                outcome = step(step, workspace, environment) ? "success" : "failure";
                failed |= outcome.equals("failure");
            }
            if (step.has("id")) {
                outcomes.put(step.get("id").asString(), Map.of("outcome", outcome));
            }
        }
        return failed ? "failure" : "success";
    }

    /** A condition without a function of its own asks for success, too. */
    private boolean condition(String text, boolean succeeded, Map<String, Object> steps) {
        boolean named = Pattern.compile("\\b(success|failure|always|cancelled)\\(")
                .matcher(text)
                .find();
        return (named || succeeded)
                && expression(steps)
                        .with("success", arguments -> succeeded)
                        .with("failure", arguments -> !succeeded)
                        .with("always", arguments -> true)
                        .isTrue(text);
    }

    private Expression expression(Map<String, Object> steps) {
        return new Expression()
                .with("github", Map.of("ref", "refs/heads/" + branch))
                .with("vars", sample.settings())
                .with("steps", steps);
    }

    private boolean step(JsonNode step, Path workspace, Map<String, String> environment) throws IOException {
        if (step.has("run")) {
            return script(step.get("run").asString(), workspace, environment);
        }
        JsonNode with = step.path("with");
        String action = step.get("uses").asString();
        switch (action.substring(0, action.indexOf('@'))) {
            case "actions/checkout" -> workspaces.checkOut(workspace);
            case "actions/setup-java" ->
                assertThat(with.get("java-version").asString()).isEqualTo("17");
            case "actions/upload-artifact" -> {
                Path from = workspace.resolve(with.get("path").asString());
                workspaces.keep(with.get("name").asString(), from, Folders.matching(from, "**"));
            }
            case "actions/download-artifact" ->
                workspaces.bring(
                        with.get("name").asString(),
                        workspace.resolve(with.get("path").asString()));
            default -> throw new IllegalStateException("not known here: " + step);
        }
        return true;
    }

    private boolean script(String script, Path workspace, Map<String, String> environment) throws IOException {
        Map<String, String> variables = new TreeMap<>(Shell.machine());
        environment.forEach((name, value) -> variables.put(name, expanded(value)));
        sample.settings().forEach((name, value) -> {
            if (name.startsWith("DELAY_")) {
                variables.put(name, value);
            }
        });
        Path summary = Files.createTempFile("summary", ".md");
        variables.putAll(Map.of(
                "CI", "true",
                "GITHUB_ACTIONS", "true",
                "GITHUB_SHA", sample.commit(),
                "GITHUB_REF", "refs/heads/" + branch,
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "example/delay-model",
                "GITHUB_RUN_ID", "17",
                "GITHUB_ACTOR", "ann",
                "GITHUB_WORKSPACE", workspace.toString(),
                "GITHUB_STEP_SUMMARY", summary.toString()));
        Path file = Files.writeString(Files.createTempFile("step", ".sh"), expanded(script));
        Shell.Result result = Shell.run(workspace, variables, "bash", "-e", file.toString());
        log.append(result.output());
        summaries.append(Files.readString(summary));
        Files.delete(summary);
        Files.delete(file);
        if (result.exitCode() != 0) {
            log.append("Error: Process completed with exit code ")
                    .append(result.exitCode())
                    .append(".\n");
        }
        return result.exitCode() == 0;
    }

    private String expanded(String text) {
        return EXPRESSION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.valueOf(expression(Map.of()).value(found.group(1)))));
    }
}
