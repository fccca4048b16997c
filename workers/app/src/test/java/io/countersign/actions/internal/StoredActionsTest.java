package io.countersign.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionSealed;
import io.countersign.actions.SealedAction;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredActionsTest {

  private final Map<Object, ActionEntity> rows = new HashMap<>();
  private final List<Object> events = new ArrayList<>();
  private final Ticking clock = new Ticking();
  private final StoredActions actions =
      new StoredActions(
          Stub.of(ActionRepository.class)
              .on("findById", args -> Optional.ofNullable(rows.get(args[0])))
              .on(
                  "saveAndFlush",
                  args -> {
                    ActionEntity entity = (ActionEntity) args[0];
                    assertThat(entity.isNew()).isTrue();
                    rows.put(entity.getId(), entity);
                    return entity;
                  })
              .get(),
          new ClearPayloads(),
          events::add,
          clock);

  @Test
  void seal_request_isFoundAgainAsItWas() {
    UUID id = UUID.randomUUID();
    ActionRequest request =
        Requests.anExport().onBehalfOf("tom").modifiedBy("eve").breakingGlass().build();
    SealedAction sealed = actions.seal(id, request);
    assertThat(sealed.id()).isEqualTo(id);
    assertThat(sealed.request()).isEqualTo(request);
    assertThat(sealed.intact()).isTrue();
    assertThat(actions.find(id)).contains(sealed);
    assertThat(actions.seal(id, request)).isEqualTo(sealed);
    assertThat(rows).hasSize(1);
    assertThat(events).containsExactly(new ActionSealed(id));
  }

  @Test
  void seal_anotherRequestUnderTheSameId_isRefused() {
    UUID id = UUID.randomUUID();
    actions.seal(id, Requests.anExport().build());
    ActionRequest other = Requests.anExport().because("another").build();
    assertThatThrownBy(() -> actions.seal(id, other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another content");
  }

  @Test
  void find_contentThatItsDigestDoesNotName_isRefused() {
    SealedAction action = Requests.anExport().sealed();
    rows.put(
        action.id(),
        new ActionEntity(
            action.id(), Requests.digest("other"), action.canonical(), "{}", clock.instant()));
    assertThatThrownBy(() -> actions.find(action.id()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not what its digest says");
  }

  @Test
  void get_unknownId_isRefused() {
    assertThat(actions.find(UUID.randomUUID())).isEmpty();
    assertThatThrownBy(() -> actions.get(UUID.randomUUID()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
