package io.countersign.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.actions.ActionRequest.Authors;
import io.countersign.spi.Traits;
import io.countersign.testing.Requests;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionRequestTest {

  private final ActionRequest request = Requests.anExport().onBehalfOf("tom").build();

  @Test
  void inPlaceOf_another_namesItAndItsAuthorsAndChangesNothingElse() {
    Authors authors = request.authors().and("eve");
    ActionRequest next = request.inPlaceOf("sha256:ab", authors);
    assertThat(next.supersedes()).contains("sha256:ab");
    assertThat(next.authors()).isEqualTo(authors);
    assertThat(next)
        .usingRecursiveComparison()
        .ignoringFields("supersedes", "authors")
        .isEqualTo(request);
  }

  @Test
  void withTraits_changesNothingElse() {
    ActionRequest next = request.withTraits(Traits.irreversible("public"));
    assertThat(next.traits()).isEqualTo(Traits.irreversible("public"));
    assertThat(next).usingRecursiveComparison().ignoringFields("traits").isEqualTo(request);
  }

  @Test
  void authors_oneMore_keepsThoseBefore() {
    assertThat(Authors.only("ada")).isEqualTo(new Authors("ada", Optional.empty(), Set.of()));
    assertThat(request.authors().and("eve").and("bob").and("eve"))
        .isEqualTo(new Authors("ada", Optional.of("tom"), Set.of("eve", "bob")));
  }

  @Test
  void reason_upToItsLongest_isFine() {
    assertThat(Reason.problems("x".repeat(Reason.LONGEST))).isEmpty();
    assertThat(Reason.problems("x".repeat(Reason.LONGEST + 1)))
        .containsExactly("The reason has 2001 characters; 2000 are the most.");
    assertThat(Reason.problems(" \n")).hasSize(1);
    assertThat(Reason.problems("a\0b")).hasSize(1);
    assertThat(Reason.problems("\ud83d")).hasSize(1);
  }
}
