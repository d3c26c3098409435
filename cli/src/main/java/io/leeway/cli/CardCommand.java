package io.leeway.cli;

import io.leeway.card.ModelCard;
import io.leeway.registry.ModelRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints or writes a model card. */
@Command(
        name = "card",
        description = {
            "Shows the model card of a version: what it is for, its data, training, evaluation, owners and history.",
            "",
            "What nobody recorded is shown as missing. The page of --format html loads nothing."
        },
        footer = {
            "%nExamples:",
            "  leeway registry card flight-delay 7",
            "  leeway registry card flight-delay 7 --out card.html"
        })
final class CardCommand extends RegistryTask {
    /** The forms of a card. */
    enum Format {
        HTML,
        MARKDOWN,
        JSON;

        String of(ModelCard card) {
            return switch (this) {
                case HTML -> card.toHtml();
                case MARKDOWN -> card.toMarkdown();
                case JSON -> card.toJson();
            };
        }

        static Format of(@Nullable Path file) {
            String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".html") || name.endsWith(".htm")) {
                return HTML;
            }
            return name.endsWith(".json") ? JSON : MARKDOWN;
        }
    }

    @Parameters(index = "0", paramLabel = "MODEL", description = "The name of the model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The number of the version.")
    private int number;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "html, markdown or json. Default: by the name of --out, or else markdown.")
    private @Nullable Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the card to a file instead of printing it.")
    private @Nullable Path out;

    @Override
    Outcome run(ModelRegistry registry) {
        ModelCard card = ModelCard.of(registry, name, number);
        Format chosen = format == null ? Format.of(out) : format;
        String page = chosen.of(card);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", card.model());
        json.put("version", card.version());
        json.put("summary", card.summary());
        json.put("missing", card.missing());
        json.put("format", chosen.name().toLowerCase(Locale.ROOT));
        if (out == null) {
            json.put("card", page);
            return Outcome.fine(page.stripTrailing(), json);
        }
        Disk.write(out, page.getBytes(StandardCharsets.UTF_8));
        json.put("file", out.toString());
        return Outcome.fine("card: " + out, json);
    }
}
