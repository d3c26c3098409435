package io.leeway.serving;

import io.leeway.registry.AuditAction;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.List;

/** Reads from the audit trail where an alias was. */
final class AliasHistory {
    private AliasHistory() {}

    /** When the alias last came to name a version, by the registry's clock. */
    static Instant since(ModelRegistry registry, ModelVersion version, String alias) {
        List<AuditEvent> audit = registry.audit(version.name());
        String number = String.valueOf(version.number());
        for (int i = audit.size() - 1; i >= 0; i--) {
            AuditEvent event = audit.get(i);
            boolean moved =
                    event.action() == AuditAction.MOVE_ALIAS && event.subject().equals("alias/" + alias);
            if (moved && event.after().equals(number)) {
                return event.time();
            }
        }
        return version.created();
    }
}
