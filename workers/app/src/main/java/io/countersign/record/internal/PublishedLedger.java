package io.countersign.record.internal;

import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.record.Ledger;
import io.countersign.record.LedgerHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@Service
class PublishedLedger implements Ledger {

  /** Tiles and bundles as C2SP tlog-tiles names them, and kept checkpoints. */
  private static final Pattern PUBLIC =
      Pattern.compile(
          "tile/(?:[0-9]|[1-5][0-9]|6[0-3]|entries)/(?:x[0-9]{3}/){0,5}[0-9]{3}(?:\\.p/[0-9]{1,3})?"
              + "|checkpoints/[0-9]{1,18}(?:\\.tsr)?");

  private final LedgerPlace place;
  private final Heads heads;
  private final SequencerStatus status;
  private final JdbcClient jdbc;
  private final AnchoredPart anchoredPart;
  private final Anchorer anchorer;

  PublishedLedger(
      LedgerPlace place,
      Heads heads,
      SequencerStatus status,
      JdbcClient jdbc,
      AnchoredPart anchoredPart,
      Anchorer anchorer) {
    this.anchoredPart = anchoredPart;
    this.anchorer = anchorer;
    this.place = place;
    this.heads = heads;
    this.status = status;
    this.jdbc = jdbc;
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return heads.current().map(head -> head.note().encode());
  }

  @Override
  public Optional<Summary> summary() {
    return heads.current().map(Head::checkpoint).map(this::summary);
  }

  private Summary summary(Checkpoint head) {
    Optional<AnchoredPart.Anchored> anchored = anchoredPart.of(head.size());
    return new Summary(
        head.origin(),
        head.size(),
        head.root().base64(),
        anchored.map(AnchoredPart.Anchored::size).orElse(0L),
        anchored.map(AnchoredPart.Anchored::at));
  }

  @Override
  public Optional<byte[]> file(String path) throws IOException {
    if (!PUBLIC.matcher(path).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(place.directory().resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> keptCheckpoints() throws IOException {
    Path folder = place.directory().resolve("checkpoints");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> PUBLIC.matcher("checkpoints/" + name).matches())
          .sorted()
          .toList();
    }
  }

  @Override
  public Optional<String> verifierKey() {
    return heads.current().map(head -> head.verifier().toString());
  }

  @Override
  public Optional<byte[]> entry(long index) throws IOException {
    LogReader reader = new LogReader(place.directory());
    return index < 0 || index >= reader.checkpoint().size()
        ? Optional.empty()
        : Optional.of(reader.entry(index));
  }

  @Override
  public Optional<byte[]> proof(long index) throws IOException {
    LogReader reader = new LogReader(place.directory());
    SignedNote note = reader.note();
    if (index < 0 || index >= reader.checkpoint().size()) {
      return Optional.empty();
    }
    return Optional.of(reader.prove(index, note).encode());
  }

  @Override
  public List<Recorded> ofAction(UUID actionId) {
    return jdbc.sql(
            """
            select log_index, entry from ledger_intent where action_id = ?
            order by log_index nulls last, number
            """)
        .param(actionId)
        .query(
            (row, n) ->
                new Recorded(
                    Optional.ofNullable(row.getObject("log_index", Long.class)),
                    row.getString("entry")))
        .list();
  }

  @Override
  public LedgerHealth health() {
    return status.now();
  }

  @Override
  public List<AnchorHealth> anchors() {
    return anchorer.health();
  }
}
