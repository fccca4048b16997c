package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeatingTest {

  @Test
  void possible_enoughDifferentPeople_isTrueEvenIfSomeoneHasToMove() {
    assertThat(Seating.possible(List.of())).isTrue();
    assertThat(Seating.possible(List.of(List.of("a")))).isTrue();
    assertThat(Seating.possible(List.of(List.of("a", "b"), List.of("a")))).isTrue();
    assertThat(
            Seating.possible(
                List.of(List.of("a", "b"), List.of("a", "c"), List.of("a"), List.of("c", "d"))))
        .isTrue();
  }

  @Test
  void possible_tooFewDifferentPeople_isFalse() {
    assertThat(Seating.possible(List.of(List.of()))).isFalse();
    assertThat(Seating.possible(List.of(List.of("a"), List.of("a")))).isFalse();
    assertThat(Seating.possible(List.of(List.of("a", "b"), List.of("a", "b"), List.of("b", "a"))))
        .isFalse();
  }
}
