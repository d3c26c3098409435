package io.leeway.examples.delivery;

import java.io.IOException;

/** The GitHub workflow, whose run steps {@link GitHubRun} runs: GitHub's runner works for GitHub alone. */
class GitHubIT extends DeliveryContract {

    @Override
    CiResult deliver(Sample sample, String branch, boolean consent) throws IOException {
        GitHubRun run = new GitHubRun(sample, branch, consent);
        return run.run();
    }

    @Override
    String pipelinePage() {
        return GitHubRun.PAGE;
    }

    @Override
    String approver() {
        return "the reviewers of production";
    }
}
