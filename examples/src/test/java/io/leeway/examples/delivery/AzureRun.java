package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Runs the script steps of an Azure pipeline as an agent on Linux does: by bash without {@code -e}, in a checkout for each job, with the
 * predefined variables as macros and as variables of the environment. Of the tasks, it knows those that the sample uses.
 */
final class AzureRun {
    static final String PAGE = "https://dev.azure.com/example/models/_build/results?buildId=17";

    private static final Pattern MACRO = Pattern.compile("\\$\\(([\\w.]+)\\)");
    private static final Pattern UPLOAD = Pattern.compile("##vso\\[task\\.uploadsummary](.+)");
    private static final String WITH_ISSUES = "##vso[task.complete result=SucceededWithIssues;]";

    private final Sample sample;
    private final String branch;
    private final boolean consent;
    private final Workspaces workspaces;
    private final Map<String, String> results = new LinkedHashMap<>();
    private final List<String> summaries = new ArrayList<>();
    private final StringBuilder log = new StringBuilder();

    AzureRun(Sample sample, String branch, boolean consent) throws IOException {
        this.sample = sample;
        this.branch = branch;
        this.consent = consent;
        this.workspaces = new Workspaces(sample);
    }

    CiResult run() throws IOException {
        JsonNode pipeline = Yaml.read(sample.checkout().resolve("azure-pipelines.yml"));
        String previous = "";
        for (JsonNode stage : pipeline.get("stages")) {
            String name = stage.get("stage").asString();
            results.put(name, stage(stage, Yaml.text(stage, "dependsOn", previous)));
            log.append("Stage ")
                    .append(name)
                    .append(": ")
                    .append(results.get(name))
                    .append('\n');
            previous = name;
        }
        boolean succeeded =
                results.values().stream().allMatch(each -> each.startsWith("Succeeded") || each.equals("Skipped"));
        return new CiResult(
                succeeded,
                log.toString(),
                String.join("\n", summaries),
                workspaces.stored("candidate").resolve("delivery/report.html"));
    }

    private String stage(JsonNode stage, String dependsOn) throws IOException {
        boolean succeeded = results.getOrDefault(dependsOn, "Succeeded").startsWith("Succeeded");
        if (!condition(Yaml.text(stage, "condition", "succeeded()"), succeeded)) {
            return "Skipped";
        }
        assertThat(stage.get("jobs").size())
                .as("jobs of the stage, run one after the other")
                .isEqualTo(1);
        JsonNode job = stage.get("jobs").get(0);
        if (job.has("environment") && !consent) {
            return "Rejected";
        }
        JsonNode steps = job.has("deployment") ? job.at("/strategy/runOnce/deploy/steps") : job.get("steps");
        assertThat(steps.isArray()).as("steps of " + job).isTrue();
        return job(steps);
    }

    private boolean condition(String text, boolean succeeded) {
        return new Expression()
                .with("variables", Map.of("Build.SourceBranch", "refs/heads/" + branch))
                .with("succeeded", arguments -> succeeded)
                .with("failed", arguments -> !succeeded)
                .with("succeededOrFailed", arguments -> true)
                .with("and", arguments -> Boolean.TRUE.equals(arguments[0]) && Boolean.TRUE.equals(arguments[1]))
                .with("eq", arguments -> arguments[0].equals(arguments[1]))
                .isTrue(text);
    }

    private String job(JsonNode steps) throws IOException {
        Path pipelineFolder = workspaces.next();
        Path sources = pipelineFolder.resolve("s");
        Files.createDirectories(sources);
        String result = "Succeeded";
        for (JsonNode step : steps) {
            boolean succeeded = !result.equals("Failed");
            if (condition(Yaml.text(step, "condition", "succeeded()"), succeeded)) {
                String outcome = step(step, pipelineFolder, sources);
                result = outcome.equals("Succeeded") || result.equals("Failed") ? result : outcome;
            }
        }
        return result;
    }

    private String step(JsonNode step, Path pipelineFolder, Path sources) throws IOException {
        if (step.has("script")) {
            return script(step.get("script").asString(), pipelineFolder, sources);
        }
        if (step.has("checkout")) {
            workspaces.checkOut(sources);
        } else if (step.has("publish")) {
            Path from = sources.resolve(step.get("publish").asString());
            workspaces.keep(step.get("artifact").asString(), from, Folders.matching(from, "**"));
        } else if (step.has("download")) {
            String artifact = step.get("artifact").asString();
            workspaces.bring(artifact, pipelineFolder.resolve(artifact));
        } else if (step.path("task").asString("").equals("PublishTestResults@2")) {
            assertThat(step.at("/inputs/testResultsFormat").asString()).isEqualTo("JUnit");
            Workspaces.testsFailed(sources, step.at("/inputs/testResultsFiles").asString());
        } else {
            throw new IllegalStateException("not known here: " + step);
        }
        return "Succeeded";
    }

    private String script(String script, Path pipelineFolder, Path sources) throws IOException {
        Map<String, String> variables = variables(pipelineFolder, sources);
        Map<String, String> environment = new TreeMap<>(Shell.machine());
        variables.forEach(
                (name, value) -> environment.put(name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        String expanded = MACRO.matcher(script)
                .replaceAll(macro -> Matcher.quoteReplacement(variables.getOrDefault(macro.group(1), macro.group())));
        Path file = Files.writeString(pipelineFolder.resolve("step.sh"), expanded);
        Shell.Result result = Shell.run(sources, environment, "bash", "--noprofile", "--norc", file.toString());
        log.append(result.output());
        Matcher upload = UPLOAD.matcher(result.output());
        while (upload.find()) {
            summaries.add(Files.readString(Path.of(upload.group(1).strip())));
        }
        if (result.exitCode() != 0) {
            log.append("Bash exited with code '").append(result.exitCode()).append("'.\n");
            return "Failed";
        }
        return result.output().contains(WITH_ISSUES) ? "SucceededWithIssues" : "Succeeded";
    }

    private Map<String, String> variables(Path pipelineFolder, Path sources) throws IOException {
        Map<String, String> variables = new TreeMap<>(sample.settings());
        variables.put("TF_BUILD", "True");
        variables.put("Build.SourceVersion", sample.commit());
        variables.put("Build.SourceBranch", "refs/heads/" + branch);
        variables.put("Build.SourcesDirectory", sources.toString());
        variables.put("Build.BuildId", "17");
        variables.put("Build.RequestedFor", "ann");
        variables.put("System.CollectionUri", "https://dev.azure.com/example/");
        variables.put("System.TeamProject", "models");
        variables.put("Pipeline.Workspace", pipelineFolder.toString());
        return variables;
    }
}
