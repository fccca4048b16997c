package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformStrengthTest {

  @ParameterizedTest
  @CsvSource({
    "text, keep",
    "year, text",
    "partial:4, text",
    "partial:2, partial:4",
    "prefix:1, prefix:3",
    "fpe, partial:1",
    "token, fpe",
    "redact, token",
    "token, reversible",
    "year:1940, year",
    "redact, keep"
  })
  void hidesMoreThan_strongerThanWeaker_isTrueOneWay(String stronger, String weaker) {
    Transform strong = Transform.parse(stronger);
    Transform weak = Transform.parse(weaker);
    assertThat(strong.hidesMoreThan(weak)).isTrue();
    assertThat(weak.hidesMoreThan(strong)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"year, prefix:3", "round, partial:2", "token, token", "partial:4, partial:4"})
  void hidesMoreThan_notComparable_isFalseBothWays(String one, String other) {
    assertThat(Transform.parse(one).hidesMoreThan(Transform.parse(other))).isFalse();
    assertThat(Transform.parse(other).hidesMoreThan(Transform.parse(one))).isFalse();
  }

  @Test
  void hidesMoreThan_anyKindThanItself_isFalse() {
    for (Transform.Kind kind : Transform.Kind.values()) {
      Transform transform = new Transform(kind, kind == Transform.Kind.SHIFT ? "30:id" : "");
      assertThat(transform.hidesMoreThan(transform)).as(kind.name()).isFalse();
    }
  }
}
