package dev.hubbub.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQueryTest {
  @Test
  void itNamesMetricsAndTheLabelsOfTheirSelectors() {
    assertEquals(
        Map.of("a_bucket", Set.of("kind", "instance"), "b", Set.of()),
        PromQuery.metrics("histogram_quantile(0.99, sum by (le, verticle)"
            + " (rate(a_bucket{instance=~\"$i\", kind=\"x{y\"}[5m]))) / b > 0.5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rate(a[5m]", "rat(a[5m])", "a{b=\"c\"", "a)", "a[5 minutes]", "1 > 0", ""})
  void whatIsNoQueryIsRefused(String query) {
    assertThrows(IllegalArgumentException.class, () -> PromQuery.metrics(query));
  }
}
