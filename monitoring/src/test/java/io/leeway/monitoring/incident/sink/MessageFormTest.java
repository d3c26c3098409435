package io.leeway.monitoring.incident.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.contract.IncidentSinkContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What is sent is compared with committed bodies, which follow the references of Slack's Block Kit and of Adaptive Cards 1.4. */
class MessageFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Only for its notices. */
    private static final class Notices extends IncidentSinkContract {
        @Override
        protected IncidentSink sink() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Optional<IncidentSink> stuck() {
            return Optional.empty();
        }

        static List<IncidentNotice> all() {
            return notices();
        }
    }

    private static JsonNode committed(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(MessageFormTest.class.getResourceAsStream(file))) {
            return JSON.readTree(in.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWarningIsSentAsCommitted(MessageForm form) throws IOException {
        String body = form.write(Notices.all().get(0));

        assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSize(body.length());
        assertThat(JSON.readTree(body)).isEqualTo(committed(form.name().toLowerCase(Locale.ROOT) + ".json"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfNoticeIsJson(MessageForm form) {
        for (IncidentNotice notice : Notices.all()) {
            assertThat(JSON.readTree(form.write(notice)).isObject()).isTrue();
        }
    }

    @Test
    void aCategoryCannotNotifyAChannel() {
        assertThat(JSON.readTree(MessageForm.SLACK.write(Notices.all().get(0)))
                        .get("text")
                        .asString())
                .contains("&lt;!channel&gt;")
                .doesNotContain("<!channel>");
    }

    @ParameterizedTest
    @EnumSource
    void longTextsAreCut(MessageForm form) {
        IncidentNotice one = Notices.all().get(0);
        String word = "x".repeat(50_000);
        IncidentNotice large = new IncidentNotice(
                java.util.Collections.nCopies(500, one.incidents().get(0)),
                java.util.Collections.nCopies(
                        500,
                        new io.leeway.monitoring.incident.IncidentEvent(
                                "m-1",
                                1,
                                io.leeway.monitoring.incident.IncidentEvent.Type.OPENED,
                                java.time.Instant.EPOCH,
                                1,
                                io.leeway.monitoring.incident.Severity.NOTICE,
                                word.substring(0, 100))),
                true);
        assertThat(form.write(large)).hasSizeLessThan(28_000);
    }
}
