package io.leeway.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ActivityTest {

    @Test
    void everyActivityHasAnOutcomeAfterItsOtherTags() {
        Activity activity =
                Activity.of("a.b", "Something is done").tags("model").details("rows");

        assertThat(activity.tags()).containsExactly("model", "outcome");
        assertThat(activity.details()).containsExactly("rows");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Activity("a.b", "Something is done", List.of("model"), List.of(), new TreeMap<>()))
                .withMessage("the activity a.b lacks the tag \"outcome\"");
    }

    @Test
    void aKeyIsATagOrADetailButNotBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Activity.of("a.b", "Something is done").tags("rows").details("rows"))
                .withMessageContaining("occurs twice");
    }

    @Test
    void onlyValuesOfItsKeysMayBeKnownBefore() {
        Activity activity = Activity.of("a.b", "Something is done").tags("model");

        assertThat(activity.with("model", "trips").known()).containsExactly(entry("model", "trips"));
        assertThat(activity.known()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activity.with("rows", "1"))
                .withMessage("the activity a.b has no key \"rows\", but [model, outcome] and []");
    }

    @Test
    void withoutAnObserverTheWorkIsDoneAndWhatItReportsIsIgnored() {
        Activity activity = Activity.of("a.b", "Something is done");

        int result = Observer.NONE.observe(activity, observed -> {
            observed.put("no such key", 1).failed(new IllegalStateException());
            return 42;
        });

        assertThat(result).isEqualTo(42);
    }
}
