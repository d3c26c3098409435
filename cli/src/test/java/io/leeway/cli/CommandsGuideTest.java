package io.leeway.cli;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The guide of the commands. */
@EnabledOnOs(OS.LINUX)
class CommandsGuideTest extends GuideTest {
    CommandsGuideTest() {
        super("cli.md");
    }
}
