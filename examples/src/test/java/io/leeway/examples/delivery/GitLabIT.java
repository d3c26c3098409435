package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The GitLab pipeline, run by gitlab-ci-local: stages, needs, rules, allowed exit codes, manual jobs and artifacts are GitLab's. */
class GitLabIT extends DeliveryContract {
    private static final Pattern PAGE = Pattern.compile("https://gitlab\\.example\\.com/models/delay/pipelines/\\d+");

    private String page = "";

    @Override
    CiResult deliver(Sample sample, String branch, boolean consent) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "gitlab-ci-local",
                "--force-shell-executor",
                "--shell-isolation",
                "--variable",
                "MAVEN_ARGS=" + Shell.machine().get("MAVEN_ARGS")));
        sample.settings().forEach((name, value) -> command.addAll(List.of("--variable", name + "=" + value)));
        if (!branch.equals("main")) {
            command.addAll(List.of("--variable", "CI_PIPELINE_SOURCE=merge_request_event"));
        } else {
            // It wants to know beforehand which manual jobs a person will run; what depends on the others stays out.
            command.addAll(consent ? List.of("--manual", "promote") : List.of("--needs", "register"));
        }
        Map<String, String> machine = Shell.machine();
        machine.remove("MAVEN_ARGS");
        Shell.Result result = Shell.run(sample.checkout(), machine, command.toArray(String[]::new));
        Matcher found = PAGE.matcher(result.output());
        page = found.find() ? found.group() : "";
        Path artifacts = sample.checkout().resolve(".gitlab-ci-local/artifacts");
        Path metrics = artifacts.resolve("test/target/leeway/metrics.txt");
        return new CiResult(
                result.exitCode() == 0,
                result.output(),
                Files.exists(metrics) ? Files.readString(metrics) : "",
                artifacts.resolve("gate/target/delivery/report.html"));
    }

    @Override
    String pipelinePage() {
        assertThat(page).as("the page that the audit trail names").isNotEmpty();
        return page;
    }

    @Override
    String approver() {
        return "ann";
    }
}
