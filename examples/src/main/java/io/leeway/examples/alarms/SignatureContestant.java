package io.leeway.examples.alarms;

import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.signature.Signatures;
import java.util.List;

/** Signatures of broken data. */
record SignatureContestant(String name, double level) implements Contestant {

    @Override
    public Watch learn(List<Table> blocks) {
        Signatures signatures =
                Signatures.of(blocks.stream().map(Table::block).toList()).withLevel(level);
        return week -> signatures.judge(week.block()).stream()
                .map(Finding::feature)
                .distinct()
                .toList();
    }
}
