package io.leeway.examples.delivery;

import java.io.IOException;

/** The Azure pipeline, whose script steps {@link AzureRun} runs: Azure Pipelines has no runner outside Azure. */
class AzureIT extends DeliveryContract {

    @Override
    CiResult deliver(Sample sample, String branch, boolean consent) throws IOException {
        AzureRun run = new AzureRun(sample, branch, consent);
        return run.run();
    }

    @Override
    String pipelinePage() {
        return AzureRun.PAGE;
    }

    @Override
    String approver() {
        return "the approvers of production";
    }
}
