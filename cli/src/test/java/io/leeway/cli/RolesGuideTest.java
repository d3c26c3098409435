package io.leeway.cli;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The guide of roles. */
@EnabledOnOs(OS.LINUX)
class RolesGuideTest extends GuideTest {
    RolesGuideTest() {
        super("roles.md");
    }
}
