package io.leeway.registry.file;

import io.leeway.registry.InvalidValueException;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelVersion;
import java.util.Optional;
import java.util.Set;

/**
 * Which file is where:
 *
 * <pre>
 * registry.json                   what this folder is, and the number of its format
 * registry.lock                   locked by whoever writes
 * blobs/SHA-256                   the bytes of models
 * models/NAME/state.json          versions, aliases and end of the audit trail: replaced as a whole, the commit
 * models/NAME/audit.jsonl         the audit trail; what stands behind the end that state.json names does not count
 * models/NAME/versions/1.json     metadata and lineage of a version
 * leases/NAME.json                who may do for a while what only one may do
 * </pre>
 *
 * In a folder's name a capital is written as {@code !} and the small letter, so that names that differ in case are
 * different folders on every file system.
 */
final class Layout {

    /** The number of the format that this class describes. */
    static final int FORMAT = 1;

    static final String ROOT = "";
    static final String LOCK = "registry.lock";
    static final String MARKER = "registry.json";
    static final String BLOBS = "blobs";
    static final String MODELS = "models";
    static final String LEASES = "leases";

    private static final String INCOMING = "incoming.tmp";
    private static final Set<String> OWN = Set.of(LOCK, MARKER, BLOBS, MODELS, LEASES, INCOMING, "lost+found");

    private Layout() {}

    static boolean isForeign(String nameInRoot) {
        return !OWN.contains(nameInRoot) && !nameInRoot.startsWith(".");
    }

    static String blob(ModelVersion version) {
        return BLOBS + "/" + version.sha256();
    }

    static String folder(ModelName name) {
        return MODELS + "/" + encode(name);
    }

    static String state(ModelName name) {
        return folder(name) + "/state.json";
    }

    static String audit(ModelName name) {
        return folder(name) + "/audit.jsonl";
    }

    static String versions(ModelName name) {
        return folder(name) + "/versions";
    }

    static String version(ModelName name, int number) {
        return versions(name) + "/" + number + ".json";
    }

    static String lease(ModelName name) {
        return LEASES + "/" + encode(name) + ".json";
    }

    /** The one file in a folder into which is written what is renamed when complete; a left-over is overwritten. */
    static String incoming(String folder) {
        return folder.isEmpty() ? INCOMING : folder + "/" + INCOMING;
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? ROOT : path.substring(0, slash);
    }

    static String encode(ModelName name) {
        StringBuilder out = new StringBuilder();
        for (char c : name.value().toCharArray()) {
            if (c >= 'A' && c <= 'Z') {
                out.append('!').append((char) (c + ('a' - 'A')));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The model of a folder; empty for a folder that no model has. */
    static Optional<ModelName> decode(String folder) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < folder.length(); i++) {
            char c = folder.charAt(i);
            if (c == '!' && i + 1 < folder.length()) {
                i++;
                out.append((char) (folder.charAt(i) - ('a' - 'A')));
            } else {
                out.append(c);
            }
        }
        try {
            ModelName name = ModelName.of(out.toString());
            return encode(name).equals(folder) ? Optional.of(name) : Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
