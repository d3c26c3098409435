package io.leeway.card;

import io.leeway.card.ModelCard.Fact;
import io.leeway.card.ModelCard.Section;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.report.Cell;
import io.leeway.monitoring.report.DataTable;
import io.leeway.monitoring.report.HtmlReport;
import io.leeway.monitoring.report.MarkdownText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The forms of a card. */
final class CardPages {
    private CardPages() {}

    static String html(ModelCard card) {
        HtmlReport.Builder page = HtmlReport.titled(card.model() + " v" + card.version())
                .subtitle("Model card: " + card.summary() + ".")
                .fact("Not recorded", card.missing().isEmpty() ? "nothing" : String.join("; ", card.missing()));
        String chapter = "";
        for (Section section : card.sections()) {
            if (!section.chapter().equals(chapter)) {
                chapter = section.chapter();
                page.section(chapter, "");
            }
            DataTable table = DataTable.titled(section.heading())
                    .columns("Fact", "Recorded")
                    .wrapped();
            for (Fact fact : section.facts()) {
                Cell value = Cell.text(fact.shown());
                table = table.row(Cell.text(fact.name()), fact.isRecorded() ? value : value.strong());
            }
            page.table(table);
        }
        return page.build().html();
    }

    static String markdown(ModelCard card) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(MarkdownText.escape(card.model())).append(" v").append(card.version());
        text.append("\n\nModel card: ")
                .append(MarkdownText.escape(card.summary()))
                .append(".\n");
        String chapter = "";
        for (Section section : card.sections()) {
            if (!section.chapter().equals(chapter)) {
                chapter = section.chapter();
                text.append("\n## ").append(MarkdownText.escape(chapter)).append('\n');
            }
            text.append("\n### ").append(MarkdownText.escape(section.heading())).append("\n\n");
            text.append("| Fact | Recorded |\n|---|---|\n");
            for (Fact fact : section.facts()) {
                String value = MarkdownText.escape(fact.shown());
                text.append("| ").append(MarkdownText.escape(fact.name()));
                text.append(" | ")
                        .append(fact.isRecorded() ? value : "**" + value + "**")
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    static String json(ModelCard card) {
        ObjectNode json = CardJson.object();
        json.put("model", card.model()).put("version", card.version()).put("summary", card.summary());
        card.missing().forEach(json.putArray("missing")::add);
        ArrayNode sections = json.putArray("sections");
        for (Section section : card.sections()) {
            ObjectNode part = sections.addObject();
            part.put("chapter", section.chapter()).put("heading", section.heading());
            ArrayNode facts = part.putArray("facts");
            section.facts().forEach(fact -> fact(facts.addObject(), fact));
        }
        return CardJson.write(json) + "\n";
    }

    private static void fact(ObjectNode json, Fact fact) {
        json.put("name", fact.name()).put("recorded", fact.isRecorded()).put("value", fact.value());
        if (fact.number().isPresent() && Double.isFinite(fact.number().getAsDouble())) {
            json.put("number", fact.number().getAsDouble());
        }
        Interval interval = fact.interval();
        if (interval != null) {
            json.put("lower", interval.lower()).put("upper", interval.upper()).put("confidence", interval.confidence());
        }
    }
}
