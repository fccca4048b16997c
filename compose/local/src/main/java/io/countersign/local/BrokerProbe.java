package io.countersign.local;

import java.net.URI;

/** Asks a broker whether it can take work. */
final class BrokerProbe {
  private final URI rest;
  private final URI monitoring;

  BrokerProbe(URI rest, URI monitoring) {
    this.rest = rest;
    this.monitoring = monitoring;
  }

  /** Tells whether the partition has a healthy leader and the broker calls itself up. */
  boolean ready() {
    return partitionLeads() && Http.get(monitoring.resolve("/actuator/health")).status() == 200;
  }

  private boolean partitionLeads() {
    Http.Answer answer = Http.get(rest.resolve("/v2/topology"));
    // With the profile "auth" the topology is for people who have logged in; then the answer alone
    // shows that the gateway is there.
    return answer.status() == 401
        || (answer.status() == 200
            && answer.body().contains("\"leader\"")
            && answer.body().contains("\"healthy\""));
  }
}
