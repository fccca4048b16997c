package io.countersign.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  /** The example of the Standard Webhooks libraries. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void signature_ofTheStandardsOwnExample_isTheStandards() {
    assertThat(
            Signature.of(SECRET + "\n")
                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signature_whileTheSecretChanges_isOneForEach() {
    String other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    String both = Signature.of(SECRET + "\n" + other).of("id", 1, "{}");
    assertThat(both.split(" "))
        .containsExactly(
            Signature.of(SECRET).of("id", 1, "{}"), Signature.of(other).of("id", 1, "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " \n ", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_%%%"})
  void secret_thatIsNone_isRefusedWithoutSayingWhatItHolds(String secret) {
    assertThatThrownBy(() -> Signature.of(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("MfKQ")
        .hasMessageNotContaining("c2hvcnQ");
    assertThat(Signature.of(SECRET).toString()).doesNotContain("MfKQ");
  }
}
