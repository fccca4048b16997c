package io.countersign.record.internal;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is, and how long is waited for it.
 *
 * @param origin its name for ever; a name that belongs to you, such as {@code
 *     ledger.example.org/main}
 * @param dir its directory; by default {@code ledger} in the data directory. Several instances
 *     share it
 * @param keys the folder of its signing key; by default {@code ledger-keys} in the data directory
 * @param patience how long an effect waits for publication before it is tried again
 * @param poll how often the sequencer looks without having been woken
 * @param batch most entries in one publication
 * @param witnesses who cosigns its checkpoints
 */
@ConfigurationProperties("countersign.ledger")
record LedgerProperties(
    @DefaultValue("countersign.local/ledger") String origin,
    @Nullable Path dir,
    @Nullable Path keys,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("1000") int batch,
    @DefaultValue List<WitnessAt> witnesses) {

  /**
   * A witness.
   *
   * @param url its submission prefix
   * @param key its verifier string
   */
  record WitnessAt(URI url, String key) {}

  LedgerProperties {
    if (!origin.matches("[!-*,-~]{1,128}")) {
      throw new IllegalArgumentException(
          "countersign.ledger.origin is '"
              + origin
              + "'; give a name without spaces and plus signs, such as ledger.example.org/main.");
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException(
          "countersign.ledger.batch is " + batch + "; give a number from 1 to 10000.");
    }
  }
}
