package io.countersign.access.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity providers that are believed.
 *
 * @param issuers each under a name of its own
 */
@ConfigurationProperties("countersign.oidc")
record OidcProperties(@DefaultValue List<Issuer> issuers) {

  OidcProperties {
    issuers = List.copyOf(issuers);
    Set<String> seen = new HashSet<>();
    for (Issuer issuer : issuers) {
      if (!seen.add(issuer.name()) || !seen.add(issuer.uri())) {
        throw new IllegalArgumentException(
            "countersign.oidc.issuers has two called '"
                + issuer.name()
                + "', or two at '"
                + issuer.uri()
                + "'. Give each its own name and its own uri: names tell whose identities are"
                + " meant in the directory.");
      }
    }
  }
}
