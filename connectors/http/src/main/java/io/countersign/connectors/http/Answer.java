package io.countersign.connectors.http;

import java.util.HashMap;
import java.util.Map;

/**
 * What a server answered: never its words, only their digest.
 *
 * @param bytes how much of its body was read
 * @param sha256 lower-case hex SHA-256 of that
 * @param complete whether that is all of it; not when it was too long or broke off
 * @param address where it came from
 */
record Answer(int status, long bytes, String sha256, boolean complete, String address) {

  /** As a receipt shows it. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new HashMap<>();
    facts.put("status", status);
    facts.put("responseBytes", bytes);
    facts.put("responseSha256", sha256);
    facts.put("address", address);
    if (!complete) {
      facts.put("responseComplete", false);
    }
    return facts;
  }
}
