package io.leeway.testing;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The tests of a class in the JUnit form of Jenkins, GitLab and Azure, with their figures as properties. */
final class JUnitXml {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitXml() throws XMLStreamException {
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    static String of(String className, List<TestOutcome> tests) {
        try {
            return new JUnitXml().suite(className, tests);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
    }

    private String suite(String className, List<TestOutcome> tests) throws XMLStreamException {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.writeStartElement("testsuite");
        attribute("name", className);
        attribute("tests", Integer.toString(tests.size()));
        attribute("failures", count(tests, TestOutcome.Status.FAILED));
        attribute("errors", count(tests, TestOutcome.Status.ERROR));
        attribute("skipped", count(tests, TestOutcome.Status.SKIPPED));
        attribute(
                "time", seconds(tests.stream().mapToDouble(TestOutcome::seconds).sum()));
        for (TestOutcome each : tests) {
            line(1);
            test(each);
        }
        line(0);
        xml.writeEndElement();
        xml.flush();
        return text.append('\n').toString();
    }

    private void test(TestOutcome test) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", test.name());
        attribute("classname", test.className());
        attribute("time", seconds(test.seconds()));
        Map<String, String> properties = properties(test);
        if (!properties.isEmpty()) {
            line(2);
            xml.writeStartElement("properties");
            for (Map.Entry<String, String> each : properties.entrySet()) {
                line(3);
                xml.writeEmptyElement("property");
                attribute("name", each.getKey());
                attribute("value", each.getValue());
            }
            line(2);
            xml.writeEndElement();
        }
        outcome(test);
        line(1);
        xml.writeEndElement();
    }

    private void outcome(TestOutcome test) throws XMLStreamException {
        switch (test.status()) {
            case PASSED -> {}
            case SKIPPED -> {
                line(2);
                xml.writeEmptyElement("skipped");
                attribute("message", test.message());
            }
            case FAILED, ERROR -> {
                line(2);
                xml.writeStartElement(test.status() == TestOutcome.Status.FAILED ? "failure" : "error");
                attribute("message", test.message());
                attribute("type", test.type());
                xml.writeCharacters(valid(test.trace()));
                xml.writeEndElement();
            }
        }
    }

    private static Map<String, String> properties(TestOutcome test) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<TestFigure> figures = TestFigure.numbered(test.figures().stream()
                .map(each -> new TestFigure(test.className(), test.name(), each))
                .toList());
        for (TestFigure each : figures) {
            Figure figure = each.figure();
            String description = figure.subject().description();
            String base = "leeway." + (description.isEmpty() ? "" : description + ".") + figure.metric();
            String name = base;
            for (int i = 2; properties.containsKey(name); i++) {
                name = base + " (" + i + ")";
            }
            properties.put(name, figure.observed());
            put(properties, name + ".interval", MarkdownSummary.interval(figure.interval()));
            put(properties, name + ".threshold", figure.limit());
            put(properties, name + ".model", figure.subject().modelAndVersion());
            put(properties, name + ".verdict", figure.verdict());
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (!value.isBlank()) {
            properties.put(name, value);
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, valid(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String count(List<TestOutcome> tests, TestOutcome.Status status) {
        return Long.toString(
                tests.stream().filter(each -> each.status() == status).count());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Without what XML 1.0 cannot hold: most control characters, and halves of pairs. */
    private static String valid(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints().map(each -> isValid(each) ? each : 0xFFFD).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isValid(int each) {
        return each == '\t'
                || each == '\n'
                || each == '\r'
                || each >= 0x20 && each <= 0xD7FF
                || each >= 0xE000 && each <= 0xFFFD
                || each >= 0x10000;
    }
}
