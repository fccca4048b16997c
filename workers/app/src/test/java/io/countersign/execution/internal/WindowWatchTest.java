package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.grants.GrantDesk;
import io.countersign.spi.EffectReceipt;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WindowWatchTest {

  private static final Outcome DONE = new Outcome.Done(new EffectReceipt(Map.of()));

  private final UUID stuck = UUID.randomUUID();
  private final UUID fine = UUID.randomUUID();
  private final List<UUID> askedFor = new ArrayList<>();
  private RuntimeException fault = new IllegalStateException("the target is away");
  private Outcome outcome = DONE;
  private boolean faulty = true;
  private final WindowWatch watch = watch();

  @Test
  void look_oneThatCannotBeTakenBack_keepsNoOtherWaiting(CapturedOutput output) {
    watch.look();
    assertThat(askedFor).containsExactly(stuck, fine);
    assertThat(output).contains("action " + stuck + " is over, but", "the target is away");
    assertThat(output).contains("action " + fine + " is over; it is taken back");
  }

  @Test
  void look_whatStaysOverdue_isTriedAgainAndSaidOnce(CapturedOutput output) {
    watch.look();
    faulty = false;
    outcome = new Outcome.Blocked("Not now.", false);
    watch.look();
    outcome = new Outcome.Failed("Gone", "For good.");
    watch.look();
    outcome = new Outcome.Unknown("Who knows.");
    watch.look();
    assertThat(askedFor).hasSize(8);
    assertThat(output.toString().split(stuck + " is over, but", -1)).hasSize(2);
    assertThat(output.toString().split(fine + " is over, but", -1)).hasSize(2);
  }

  @Test
  void look_whatFailsAgainAfterItWasTakenBack_isSaidAgain(CapturedOutput output) {
    fault = new IllegalStateException("first");
    watch.look();
    faulty = false;
    watch.look();
    faulty = true;
    fault = new IllegalStateException("second");
    watch.look();
    assertThat(output).contains("first", "second");
  }

  @Test
  void look_everyWayInWhichItFails_isSaidWithItsReason(CapturedOutput output) {
    faulty = false;
    for (Outcome failing :
        List.of(
            new Outcome.Blocked("It is locked.", true),
            new Outcome.Failed("Gone", "It is gone."),
            new Outcome.Unknown("It is dark."))) {
      outcome = failing;
      watch.look();
      outcome = DONE;
      watch.look();
    }
    assertThat(output).contains("It is locked.", "It is gone.", "It is dark.");
  }

  private WindowWatch watch() {
    Ticking clock = new Ticking();
    ExecutionRepository repository =
        Stub.of(ExecutionRepository.class)
            .on(
                "findOverdue",
                args -> {
                  assertThat(args[0]).isEqualTo(Requests.NOW);
                  return List.of(stuck, fine);
                })
            .get();
    EffectRunner runner =
        Stub.of(EffectRunner.class)
            .on(
                "revert",
                args -> {
                  askedFor.add((UUID) args[0]);
                  if (args[0].equals(stuck) && faulty) {
                    throw fault;
                  }
                  return outcome;
                })
            .get();
    return new WindowWatch(
        new Executions(
            repository, Stub.of(GrantDesk.class).get(), event -> {}, new ClearPayloads(), clock),
        runner);
  }
}
