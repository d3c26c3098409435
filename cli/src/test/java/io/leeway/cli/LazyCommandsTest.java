package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Only the command that is named is made, but help, suggestions and completion know all. */
class LazyCommandsTest {
    private static final List<String> NAMES = List.of(
            "profile", "validate", "drift", "report", "evaluate", "schema", "registry", "policy", "completion", "help");

    @Test
    void everyCommandHasItsHelp() {
        for (String name : NAMES) {
            assertThat(leeway("help", name).exits(0).out()).contains("Usage: leeway " + name);
            assertThat(leeway(name, "--help").exits(0).out())
                    .isEqualTo(leeway("help", name).out());
        }
    }

    @Test
    void helpAndCompletionNameAll() {
        String help = leeway("--help").exits(0).out();
        String completion = leeway("completion").exits(0).out();

        assertThat(NAMES).allSatisfy(name -> {
            assertThat(help).containsPattern("(?m)^  " + name + " ");
            assertThat(completion).contains(name);
        });
        assertThat(completion).contains("--label-time");
    }

    @Test
    void aMisspeltCommandIsSuggested() {
        assertThat(leeway("polcy").exits(2).err()).contains("Did you mean", "policy");
        leeway("registry", "promot").failsWith(2, "promot");
    }
}
