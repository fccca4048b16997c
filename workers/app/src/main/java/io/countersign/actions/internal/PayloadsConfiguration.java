package io.countersign.actions.internal;

import io.countersign.actions.Payloads;
import io.countersign.ledger.payload.PayloadKeys;
import io.countersign.support.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens the folder of payload keys; makes it on the first run. The database remembers which master
 * key it belongs to, so that an instance with another folder does not start, rather than writing
 * words that no other instance can read.
 */
@Configuration
class PayloadsConfiguration {

  @Bean
  Payloads payloads(
      @Value("${countersign.payloads.keys:}") String set,
      ObjectProvider<DataDirectory> data,
      JdbcClient jdbc)
      throws IOException {
    Path folder = set.isBlank() ? data.getObject().folder("payload-keys") : Path.of(set);
    PayloadKeys keys = PayloadKeys.open(folder);
    String known = known(keys.fingerprint(), jdbc);
    if (!known.equals(keys.fingerprint())) {
      throw new IllegalStateException(
          "The folder '%s' holds other payload keys than this database was written with (%s, not %s). Point countersign.payloads.keys at the folder that all instances share, or restore it."
              .formatted(folder, keys.fingerprint(), known));
    }
    return new KeptPayloads(keys);
  }

  private static String known(String fingerprint, JdbcClient jdbc) {
    jdbc.sql("insert into payload_master (fingerprint) values (?) on conflict do nothing")
        .param(fingerprint)
        .update();
    return jdbc.sql("select fingerprint from payload_master").query(String.class).single();
  }
}
