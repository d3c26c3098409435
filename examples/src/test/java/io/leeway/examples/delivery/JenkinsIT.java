package io.leeway.examples.delivery;

import java.io.IOException;

/** The Jenkinsfile, evaluated by {@link JenkinsRun}: neither Jenkins nor its pipeline plugins are in a registry of packages. */
class JenkinsIT extends DeliveryContract {

    @Override
    CiResult deliver(Sample sample, String branch, boolean consent) throws IOException {
        JenkinsRun run = new JenkinsRun(sample, branch, consent);
        return run.run();
    }

    @Override
    String pipelinePage() {
        return JenkinsRun.PAGE;
    }

    @Override
    String approver() {
        return JenkinsRun.APPROVER;
    }
}
