package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * ONNX Runtime 1.29 uploads events from Linux and macOS before it can be told not to, keeps a device id in the home folder, and crashes
 * where the command line is long. A version without the uploader is used until one asks first.
 */
class NoTelemetryTest {
    private static final List<String> LIBRARIES = List.of(
            "linux-x64/libonnxruntime.so", "linux-aarch64/libonnxruntime.so", "osx-aarch64/libonnxruntime.dylib");

    @Test
    void theNativeLibrariesKnowNoAddressToSendEventsTo() throws IOException {
        for (String each : LIBRARIES) {
            try (InputStream library =
                    NoTelemetryTest.class.getClassLoader().getResourceAsStream("ai/onnxruntime/native/" + each)) {
                assertThat(library).as(each).isNotNull();
                assertThat(contains(library, "events.data.microsoft.com"))
                        .as(each)
                        .isFalse();
            }
        }
    }

    private static boolean contains(InputStream in, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[1 << 20];
        int kept = 0;
        for (int read = in.read(block, kept, block.length - kept);
                read >= 0;
                read = in.read(block, kept, block.length - kept)) {
            int end = kept + read;
            if (new String(block, 0, end, StandardCharsets.ISO_8859_1).contains(text)) {
                return true;
            }
            kept = Math.min(end, wanted.length - 1);
            System.arraycopy(Arrays.copyOf(block, end), end - kept, block, 0, kept);
        }
        return false;
    }
}
