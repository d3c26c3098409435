package io.leeway.monitoring.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts markup, data, style and scripts into the template, under a content security policy that names the style and the scripts by
 * their hash: nothing else may run, nothing may be loaded, and no text may become markup.
 */
final class Document {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

    private Document() {}

    static String assemble(String title, Page page) {
        String style = Assets.style();
        String library = page.hasCharts() ? Assets.chartLibrary() : "";
        String script = Assets.script();
        Map<String, String> slots = Map.of(
                "policy", policy(style, library, script),
                "title", new Html().text(title).toString(),
                "style", style,
                "body", page.html().toString(),
                "data", page.data(),
                "library", library,
                "script", script);
        return SLOT.matcher(Assets.template())
                .replaceAll(slot -> Matcher.quoteReplacement(slots.getOrDefault(slot.group(1), "")));
    }

    private static String policy(String style, String library, String script) {
        return "default-src 'none'; script-src " + hash(library) + " " + hash(script) + "; style-src " + hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private static String hash(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
