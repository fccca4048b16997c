package io.countersign.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.api.internal.ErasureController.Body;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.testing.Stub;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasureControllerTest {

  private static final Principal GRACE = () -> "grace";
  private static final UUID ACTION = UUID.randomUUID();

  private final List<Object> asked = new ArrayList<>();
  private ErasureResult result = new ErasureResult.Unknown();

  private final ErasureController controller =
      new ErasureController(
          Stub.of(Erasures.class)
              .on(
                  "erase",
                  args -> {
                    asked.addAll(List.of(args));
                    return result;
                  })
              .get());

  @Test
  void erase_done_saysWhatAndUnderWhichName() {
    UUID id = UUID.randomUUID();
    result = new ErasureResult.Erased(id, 4);
    assertThat(controller.erase(ACTION, new Body("gdpr-17", "Request 1", List.of("to")), GRACE))
        .containsEntry("texts", 4)
        .containsEntry("erasure", id.toString());
    assertThat(asked).containsExactly(ACTION, Set.of("to"), "gdpr-17", "Request 1", "grace");
  }

  @Test
  void erase_notDone_hasAStatusForEachReason() {
    assertThat(status()).isEqualTo(404);
    result = new ErasureResult.Forbidden("not in the group");
    assertThat(status()).isEqualTo(403);
    result = new ErasureResult.Refused("has not ended");
    assertThat(status()).isEqualTo(409);
    assertThat(asked).contains("", Set.of());
  }

  private int status() {
    return new Problems()
        .onRejected(
            catchThrowableOfType(
                Rejected.class, () -> controller.erase(ACTION, new Body(null, null, null), GRACE)))
        .getStatusCode()
        .value();
  }
}
