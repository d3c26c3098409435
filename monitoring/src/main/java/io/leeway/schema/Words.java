package io.leeway.schema;

import java.util.Locale;
import java.util.Optional;

/** Types and roles as messages and the JSON form name them. */
final class Words {
    private Words() {}

    static String of(Role role) {
        return role == Role.NONE ? "left out" : role.name().toLowerCase(Locale.ROOT);
    }

    static String of(Optional<FeatureType> type) {
        return type.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("without a type");
    }
}
