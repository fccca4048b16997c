package io.countersign.connectors.openlineage;

import io.countersign.spi.lineage.LineageSink;
import io.countersign.spi.lineage.LineageSinkFactory;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes {@link OpenLineageSink} from its settings. */
public final class OpenLineageSinkFactory implements LineageSinkFactory {

  private static final Set<String> KNOWN =
      Set.of("namespace", "url", "endpoint", "token", "timeout-millis", "file");

  @Override
  public String name() {
    return OpenLineageSink.NAME;
  }

  @Override
  public LineageSink create(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw wrong(unknown.iterator().next(), "is no setting; known are " + new TreeSet<>(KNOWN));
    }
    return new OpenLineageSink(
        new RunEvents(settings.getOrDefault("namespace", "countersign")), carrier(settings));
  }

  private static Optional<Carrier> carrier(Map<String, String> settings) {
    String url = settings.get("url");
    String file = settings.get("file");
    if (url != null && file != null) {
      throw wrong("file", "cannot stand beside 'url'; leave one of them out");
    }
    if (file != null) {
      return Optional.of(new FileCarrier(Path.of(file)));
    }
    return url == null ? Optional.empty() : Optional.of(http(settings, url));
  }

  private static Carrier http(Map<String, String> settings, String url) {
    HttpConfig config = new HttpConfig();
    config.setUrl(address(url));
    config.setTimeoutInMillis(timeout(settings.getOrDefault("timeout-millis", "5000")));
    Optional.ofNullable(settings.get("endpoint")).ifPresent(config::setEndpoint);
    Optional.ofNullable(settings.get("token"))
        .ifPresent(
            token -> {
              ApiKeyTokenProvider provider = new ApiKeyTokenProvider();
              provider.setApiKey(token);
              config.setAuth(provider);
            });
    return new HttpCarrier(new HttpTransport(config));
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url);
      if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw wrong("url", "is '" + url + "', which is no address; write https://host:port");
    }
    throw wrong("url", "is '" + url + "', which is no web address; write https://host:port");
  }

  private static int timeout(String text) {
    if (text.matches("[1-9]\\d{0,5}")) {
      return Integer.parseInt(text);
    }
    throw wrong("timeout-millis", "is '" + text + "'; write milliseconds from 1 to 999999");
  }

  private static IllegalArgumentException wrong(String setting, String why) {
    return new IllegalArgumentException(
        "Setting 'countersign.lineage.openlineage." + setting + "' " + why + ".");
  }
}
