package io.countersign.access.internal;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Issuers as settings make them. */
final class Issuers {

  private Issuers() {}

  static Issuer named(String name, String uri) {
    return of(Map.of("name", name, "uri", uri));
  }

  static Issuer of(Map<String, String> settings) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    settings.forEach((key, value) -> source.put("countersign.oidc.issuers[0]." + key, value));
    return new Binder(source)
        .bindOrCreate("countersign.oidc", OidcProperties.class)
        .issuers()
        .getFirst();
  }
}
