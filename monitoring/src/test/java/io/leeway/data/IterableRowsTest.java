package io.leeway.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IterableRowsTest {
    @Test
    void rowsInMemoryPrintTheirNumber() {
        assertThat(Rows.of(Collections.nCopies(1_234, "row"))).hasToString("1,234 rows in memory");
    }

    @Test
    void filteredRowsPrintWhatTheyComeFrom() {
        assertThat(Rows.of(List.of("a", "b")).filter("a"::equals)).hasToString("filtered 2 rows in memory");
    }
}
