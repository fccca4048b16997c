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
 * @param quorum how many of them must have cosigned a checkpoint for it to count as anchored
 * @param timestamp who stamps its checkpoints, if anybody
 * @param sinks where its checkpoints are copied to
 * @param erasers the group whose people may erase payloads; nobody without
 */
@ConfigurationProperties("countersign.ledger")
record LedgerProperties(
    @DefaultValue("countersign.local/ledger") String origin,
    @Nullable Path dir,
    @Nullable Path keys,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("1000") int batch,
    @DefaultValue List<WitnessAt> witnesses,
    @DefaultValue("1") int quorum,
    @Nullable TimestampBy timestamp,
    @DefaultValue List<SinkAt> sinks,
    @Nullable String erasers) {

  /**
   * A witness.
   *
   * @param url its submission prefix
   * @param key its verifier string
   */
  record WitnessAt(URI url, String key) {}

  /**
   * A time-stamp authority (RFC 3161).
   *
   * @param url where requests are posted
   * @param certificates PEM file with its certificate or its issuer's
   * @param policy object identifier of the policy to ask for; the authority's own without
   * @param every how often it is asked at most
   * @param patience how long it may take
   */
  record TimestampBy(
      URI url,
      Path certificates,
      @Nullable String policy,
      @DefaultValue("1h") Duration every,
      @DefaultValue("20s") Duration patience) {}

  /**
   * A directory for copies of checkpoints.
   *
   * @param dir an existing one, for this log alone
   * @param git whether it is in a git work tree, and each copy is committed
   * @param remote the git remote that is pushed to; none without
   */
  record SinkAt(Path dir, @DefaultValue("false") boolean git, @Nullable String remote) {}

  LedgerProperties {
    if (quorum < 1 || (!witnesses.isEmpty() && quorum > witnesses.size())) {
      throw new IllegalArgumentException(
          "countersign.ledger.quorum is %d of %d witnesses; give a number from 1 to their number."
              .formatted(quorum, witnesses.size()));
    }
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
