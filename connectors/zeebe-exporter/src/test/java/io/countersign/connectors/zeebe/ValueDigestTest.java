package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ValueDigestTest {

  private final ValueDigest digest = new ValueDigest(Keys.TEST);

  /** The example of the README, computed with OpenSSL. */
  @Test
  void of_exampleOfTheReadme_isTheSame() {
    assertThat(digest.ofJsonText(2251799813685300L, "approved", "true"))
        .isEqualTo("d6042aeaa6b6237d9beada24fc29ab644c56f242512f764adc408537e7b40220");
  }

  @Test
  void of_sameValueOtherwiseWritten_isTheSame() {
    assertThat(digest.ofJsonText(1, "a", "{ \"y\": 1.0, \"x\": \"\\u00e9\" }"))
        .isEqualTo(digest.ofJsonText(1, "a", "{\"x\":\"é\",\"y\":1}"));
  }

  @Test
  void of_otherInstanceOrNameOrKey_differs() {
    String one = digest.ofJsonText(1, "a", "true");

    assertThat(digest.ofJsonText(2, "a", "true")).isNotEqualTo(one);
    assertThat(digest.ofJsonText(1, "b", "true")).isNotEqualTo(one);
    assertThat(new ValueDigest(new byte[32]).ofJsonText(1, "a", "true")).isNotEqualTo(one);
  }

  @Test
  void of_keysBeyondDoublePrecision_differ() {
    assertThat(digest.ofJsonText(1, "k", "9007199254740993"))
        .isNotEqualTo(digest.ofJsonText(1, "k", "9007199254740992"));
  }

  @Test
  void canonical_followsRfc8785() {
    String written =
        CanonicalJson.of(
            new JsonMapper()
                .readTree(
                    "{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"
                        + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                        + "\"literals\":[null,true,false]}"));

    assertThat(written)
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }
}
