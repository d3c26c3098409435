package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.contract.disk.JavaProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on a real folder, killed by SIGKILL. More of them by {@code -Dleeway.kills=100}. */
@Timeout(3_600)
class MonitorProcessesTest {
    private static final int KILLS = Integer.getInteger("leeway.kills", 2);
    private static final int STEPS_A_KILL = 1_000;

    @TempDir
    private Path folder;

    @Test
    void whatTheProcessesSaidIsWhatOneThatWasNeverKilledSays() throws Exception {
        int steps = STEPS_A_KILL * KILLS + 500;
        List<String> unbroken = new ArrayList<>();
        FeedbackLog<Reading> log = FeedbackLog.inMemory(Reading.SCHEMA);
        Reading.monitor()
                .onSnapshot(window -> unbroken.add(window.toString()))
                .tell(notice -> notice.events().forEach(event -> unbroken.add(event.toString())))
                .build()
                .resume(log);
        for (int i = 0; i < steps; i++) {
            Reading.step(log, i);
        }

        Set<String> said = new LinkedHashSet<>();
        int kills = 0;
        boolean ended = false;
        while (!ended) {
            try (JavaProcess process = MonitorProcess.start(folder, steps)) {
                if (kills < KILLS) {
                    List<String> lines = process.killAfter(1 + kills % 9);
                    // The last line may be cut short.
                    lines.removeIf(line ->
                            !unbroken.contains(line) && unbroken.stream().anyMatch(whole -> whole.startsWith(line)));
                    said.addAll(lines);
                    kills++;
                } else {
                    for (String line = process.lines().readLine();
                            line != null;
                            line = process.lines().readLine()) {
                        ended |= line.equals("end");
                        said.add(line);
                    }
                    assertThat(ended).isTrue();
                }
            }
        }
        said.remove("end");
        assertThat(said).containsExactlyElementsOf(unbroken);
    }
}
