package io.leeway.onnx;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Fields of a line, separated by spaces and percent-encoded, so that any name survives. */
final class Fields {
    private Fields() {}

    static String write(List<String> fields) {
        return fields.stream()
                .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    static List<String> read(String line) {
        return Arrays.stream(line.split(" ", -1))
                .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                .toList();
    }
}
