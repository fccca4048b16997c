package io.countersign.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.webhooks.internal.WebhookProperties.Receiver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "http://example.org/x, false",
    "https:///x, false",
    "ftp://example.org/x, true",
    "https://user:word@example.org/x, true"
  })
  void receiver_atAnAddressThatIsNotFit_isRefused(URI url, boolean allowPrivate) {
    assertThatThrownBy(() -> receiver("siem", url, List.of(), allowPrivate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("word");
  }

  @Test
  void receivers_ofOneName_areRefused() {
    Receiver one = receiver("siem", URI.create("https://example.org"), List.of(), false);
    assertThatThrownBy(
            () ->
                new WebhookProperties(
                    List.of(one, one), Duration.ofSeconds(1), Duration.ofHours(1)))
        .hasMessageContaining("siem");
  }

  @Test
  void receiver_wantsATypeOrItsBeginning() {
    URI url = URI.create("https://example.org");
    Receiver some = receiver("siem", url, List.of("finding.", "review.settled"), false);
    assertThat(some.wants("finding.opened")).isTrue();
    assertThat(some.wants("review.settled")).isTrue();
    assertThat(some.wants("review.settled.again")).isFalse();
    assertThat(receiver("all", url, List.of(), false).wants("anything")).isTrue();
  }

  private static Receiver receiver(String name, URI url, List<String> types, boolean allowPrivate) {
    return new Receiver(name, url, "secret", types, allowPrivate);
  }
}
