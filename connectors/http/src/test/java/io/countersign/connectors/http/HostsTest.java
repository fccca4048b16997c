package io.countersign.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.spi.EffectFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "http.hosts.0.host", "API.example.org",
          "http.hosts.0.trust", "partner",
          "http.hosts.0.secrets", "a, b",
          "http.hosts.1.host", "*.example.net:8443",
          "http.hosts.1.trust", "public",
          "http.hosts.2.host", "[::1]:8080",
          "http.hosts.2.trust", "internal",
          "http.hosts.2.scheme", "http",
          "postgres.connections.a.url", "not ours");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.org/x",
        "https://API.EXAMPLE.ORG:443",
        "https://a.example.net:8443/",
        "https://a.b.example.net:8443/",
        "http://[::1]:8080/"
      })
  void find_listedHost_isFound(String url) {
    assertThat(Hosts.read(Site.context(GOOD)).find(Url.parse(url))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.org/",
        "https://api.example.org:444/",
        "https://xapi.example.org/",
        "https://api.example.org.evil.com/",
        "https://example.net:8443/",
        "https://xexample.net:8443/",
        "https://a.example.net/",
        "http://127.0.0.1:8080/",
        "http://[0:0:0:0:0:0:0:1]:8080/"
      })
  void find_anyOtherHost_isNotFound(String url) {
    Hosts hosts = Hosts.read(Site.context(GOOD));
    assertThat(hosts.find(Url.parse(url))).isEmpty();
    assertThat(hosts.unknown(Url.parse(url))).contains("https://api.example.org:443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.example.org",
        "//api.example.org/",
        "ftp://api.example.org/",
        "file:///etc/passwd",
        "https:///x",
        "https://user:pw@api.example.org/",
        "https://@api.example.org/",
        "https://api.example.org./",
        "https://api.example.org\\@evil.com/",
        "https://api.example.org#@evil.com/",
        "https://api.example.org/#x",
        "https://api.exämple.org/",
        "https://api.example.org/ü",
        "https://api.example.org/a b",
        "https://api.example.org/a\r\nX: y",
        "https://api.example.org:0/",
        "https://api.example.org:65536/",
        "https://api.example.org/a/../b",
        "https://api.example.org/a/%2E%2e/b",
        "https://api.example.org/./b",
        "https://api.example.org//b",
        "https://api.example.org/${secret:a}",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.256/",
        "http://0x7f.1/",
        "http://127.0.0.1./",
        "http://[fe80::1%25eth0]/"
      })
  void parse_urlWithTwoMeaningsOrNone_isRefused(String url) {
    assertThatThrownBy(() -> Url.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_userInTheUrl_isNotRepeated() {
    assertThatThrownBy(() -> Url.parse("https://me:hunter2@api.example.org/"))
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void read_badSettings_nameTheSettingAndTheRemedy() {
    refused("http.hosts.0.trust", "high", "internal, partner or public");
    refused("http.hosts.0.scheme", "ftp", "https or http");
    refused("http.hosts.0.allow-private", "yes", "true or false");
    refused("http.hosts.0.host", "https://api.example.org", "api.example.org");
    refused("http.hosts.0.host", "*", "*.example.org");
    refused("http.hosts.0.ca-file", "/nowhere", "PEM");
    refused("http.hosts.0.secret", "x", "Remove it");
    refused("http.host", "x", "Remove it");
    refused("http.timeout", "30", "PT30S");
    refused("http.upload-timeout", "PT0S", "PT30S");
  }

  @Test
  void serviceLoader_findsBothEffects() {
    assertThat(ServiceLoader.load(EffectFactory.class).stream())
        .extracting(provider -> provider.get().create(Site.context(GOOD)).type())
        .containsExactlyInAnyOrder("http.request", "dataset.export");
  }

  private static void refused(String name, String value, String remedy) {
    Map<String, String> settings = new HashMap<>(GOOD);
    settings.put(name, value);
    assertThatThrownBy(() -> Hosts.read(Site.context(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countersign.effects." + name)
        .hasMessageContaining(remedy);
  }
}
