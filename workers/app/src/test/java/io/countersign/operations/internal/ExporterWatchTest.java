package io.countersign.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.process.EngineContact;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ExporterWatchTest {

  private final Ticking clock = new Ticking();
  private final Set<Long> exported = new HashSet<>();
  private final Engine engine = new Engine();
  private final ExporterWatch watch =
      new ExporterWatch(engine, (job, instance) -> exported.contains(job), clock);

  @Test
  void idleEngine_isNotBehind() {
    watch.look();
    clock.forward(Duration.ofHours(3));
    watch.look();

    assertThat(watch.lag()).isZero();
    assertThat(health()).isEqualTo(Status.UP);
  }

  @Test
  void confirmedJob_missingInHistory_isLagUntilItArrives() {
    engine.confirm(7);
    watch.look();
    clock.forward(Duration.ofSeconds(31));
    engine.confirm(8);
    watch.look();
    assertThat(watch.lag()).isEqualTo(Duration.ofSeconds(31));
    assertThat(health()).isEqualTo(Status.DOWN);

    exported.add(7L);
    watch.look();

    assertThat(watch.lag()).isZero();
    assertThat(health()).isEqualTo(Status.UP);
    assertThat(watch.hasSeenAny()).isTrue();
  }

  private Status health() {
    return new ExporterHealthIndicator(watch, new OperationsProperties(Duration.ofSeconds(30)))
        .health()
        .getStatus();
  }

  private final class Engine implements EngineContact {

    private Optional<Confirmed> last = Optional.empty();

    void confirm(long job) {
      last = Optional.of(new Confirmed(job, 1, clock.instant()));
    }

    @Override
    public boolean answers() {
      return true;
    }

    @Override
    public Optional<Confirmed> lastConfirmed() {
      return last;
    }
  }
}
