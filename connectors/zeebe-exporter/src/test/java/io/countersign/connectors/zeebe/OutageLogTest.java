package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class OutageLogTest {

  private final List<String> lines = new ArrayList<>();
  private long now;
  private final OutageLog outage =
      new OutageLog(
          (Logger)
              Proxy.newProxyInstance(
                  OutageLogTest.class.getClassLoader(),
                  new Class<?>[] {Logger.class},
                  (self, method, arguments) -> {
                    lines.add(method.getName() + Arrays.deepToString(arguments));
                    return null;
                  }),
          "jdbc:postgresql://db/x",
          100,
          () -> now);

  @Test
  void failed_manyTimes_warnsOncePerInterval() {
    for (int i = 0; i < 600; i++) {
      now = i * 100_000_000L;
      outage.failed(new SQLException("Connection refused\nmore"), i / 10, false);
    }

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("warn")
        .contains("Connection refused,")
        .doesNotContain("more");
    assertThat(outage.isAway()).isTrue();
  }

  @Test
  void full_duringOutage_saysOnceThatExportingIsPaused() {
    outage.failed(new SQLException("gone"), 99, false);
    outage.full(100);
    outage.full(100);
    outage.failed(new SQLException("gone"), 100, true);

    assertThat(lines).hasSize(2);
  }

  @Test
  void succeeded_afterOutage_saysThatItIsOver() {
    outage.succeeded(5);
    assertThat(lines).isEmpty();

    outage.failed(new SQLException("gone"), 7, false);
    now = 12_000_000_000L;
    outage.succeeded(7);
    outage.succeeded(7);

    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).startsWith("info").contains(", 12, 7");
    assertThat(outage.isAway()).isFalse();
  }
}
