package io.countersign.connectors.http;

import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/**
 * A host that the operator lets actions talk to.
 *
 * @param name lower-case name or address; after {@code *.} any name below it
 * @param port the only port
 * @param scheme {@code https} or {@code http}
 * @param trust how far the operator trusts whoever is there
 * @param allowPrivate whether it may lie in a network of one's own
 * @param secrets names of the secrets that may be sent there
 */
record Host(
    String name,
    int port,
    String scheme,
    String trust,
    boolean allowPrivate,
    Set<String> secrets,
    SSLSocketFactory tls) {

  boolean covers(Url url) {
    return url.scheme().equals(scheme)
        && url.port() == port
        && (name.startsWith("*.")
            ? url.host().endsWith(name.substring(1)) && url.host().length() >= name.length()
            : url.host().equals(name));
  }

  @Override
  public String toString() {
    return scheme + "://" + name + ":" + port;
  }
}
