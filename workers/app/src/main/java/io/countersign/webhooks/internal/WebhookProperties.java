package io.countersign.webhooks.internal;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told what.
 *
 * @param receivers the systems that are told
 * @param timeout how long an answer may take
 * @param giveUpAfter for how long an event is tried, from when it was published
 */
@ConfigurationProperties("countersign.webhooks")
record WebhookProperties(
    @DefaultValue List<Receiver> receivers,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("72h") Duration giveUpAfter) {

  /**
   * A system that is told.
   *
   * @param name stable; deliveries are stored under it
   * @param url where to; https, or http where private addresses are allowed
   * @param secret name of the secret that signs, in the folder of secrets: one {@code whsec_} line,
   *     or several while it changes
   * @param types the events' types, or their beginnings ({@code finding.}); none means all
   * @param allowPrivate whether its host may have an address that is not public
   */
  record Receiver(
      String name,
      URI url,
      String secret,
      @DefaultValue List<String> types,
      @DefaultValue("false") boolean allowPrivate) {

    Receiver {
      String scheme = String.valueOf(url.getScheme());
      if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
        throw bad("name", name, "Use letters, digits, dots and dashes.");
      }
      if (url.getHost() == null
          || !(scheme.equals("https") || (scheme.equals("http") && allowPrivate))) {
        throw bad(
            "url", url.toString(), "Write https://host/path; plain http needs allow-private.");
      }
      if (url.getUserInfo() != null) {
        throw bad("url", "(with credentials)", "The signature says who calls; leave them out.");
      }
    }

    private static IllegalArgumentException bad(String what, String value, String remedy) {
      return new IllegalArgumentException(
          "countersign.webhooks.receivers has the %s '%s'. %s".formatted(what, value, remedy));
    }

    boolean wants(String type) {
      return types.isEmpty()
          || types.stream()
              .anyMatch(
                  wanted -> wanted.endsWith(".") ? type.startsWith(wanted) : type.equals(wanted));
    }
  }

  WebhookProperties {
    Set<String> names = new HashSet<>();
    for (Receiver receiver : receivers) {
      if (!names.add(receiver.name())) {
        throw Receiver.bad("name", receiver.name(), "Two have it; each needs its own.");
      }
    }
  }
}
