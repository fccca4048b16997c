package io.countersign.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

  private static final String URI = "https://idp.example.org/realms/x";

  @Test
  void defaults_areSafe() {
    Issuer issuer = Issuers.of(Map.of("uri", URI));
    assertThat(issuer.name()).isEqualTo("oidc");
    assertThat(issuer.audiences()).containsExactly("countersign");
    assertThat(issuer.algorithms()).containsExactlyInAnyOrder("RS256", "PS256", "ES256");
    assertThat(issuer.clockSkew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(issuer.subjectClaim()).isEqualTo("sub");
    assertThat(issuer.discovery())
        .hasToString("https://idp.example.org/realms/x/.well-known/openid-configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://idp.example.org",
        "http://127.0.0.1.example.org",
        "https://user@idp.example.org",
        "https://idp.example.org/#x",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "idp"
      })
  void addressThatOthersCanRead_isRefused(String uri) {
    assertThatThrownBy(() -> Issuers.of(Map.of("uri", uri)))
        .rootCause()
        .hasMessageContaining("uri '" + uri + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "algorithms,none",
    "algorithms,HS256",
    "algorithms,'RS256,HS512'",
    "clock-skew,1h",
    "clock-skew,-1s",
    "name,directory",
    "name,Two Words"
  })
  void settingThatWouldWeakenIt_isRefused(String key, String value) {
    assertThatThrownBy(() -> Issuers.of(Map.of("uri", URI, key, value)))
        .rootCause()
        .hasMessageContaining("countersign.oidc.issuers");
  }

  @Test
  void twoOfOneName_areRefused() {
    Issuer one = Issuers.of(Map.of("uri", URI));
    Issuer two = Issuers.of(Map.of("uri", URI + "2"));
    assertThatThrownBy(() -> new OidcProperties(List.of(one, two)))
        .hasMessageContaining("two called 'oidc'");
  }
}
