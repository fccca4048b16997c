package io.countersign.ledger.verify;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryAppender;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.EntryBundle;
import io.countersign.ledger.tile.Tile;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A log of typed entries, and hands that tamper with it. */
final class SampleLog {
  final Path directory;
  final LogFiles files;

  SampleLog(Path directory) {
    this.directory = directory;
    this.files = new LogFiles(directory);
  }

  static SampleLog write(Path directory, SigningKey key, long size) throws IOException {
    SampleLog log = new SampleLog(directory);
    log.append(key, LongStream.range(0, size).mapToObj(Samples::numbered).toList());
    return log;
  }

  SignedNote append(SigningKey key, List<Entry> entries) throws IOException {
    try (LogWriter writer = LogWriter.open(directory, key, Logs.NOON)) {
      return new EntryAppender(writer).append(entries).note();
    }
  }

  /** Writes a new log with the same name from changed entries: all tiles and signatures fit. */
  SampleLog rewritten(Path target, SigningKey key, Consumer<List<byte[]>> change)
      throws IOException {
    List<byte[]> entries = new ArrayList<>(new LogReader(directory).entries(0, note().size()));
    change.accept(entries);
    try (LogWriter writer = LogWriter.open(target, key, Logs.NOON)) {
      writer.append(entries);
    }
    return new SampleLog(target);
  }

  private io.countersign.ledger.note.Checkpoint note() throws IOException {
    return new LogReader(directory).checkpoint();
  }

  void changeBundle(TilePath path, Consumer<List<byte[]>> change)
      throws IOException, FormatException {
    Path file = files.file(path);
    List<byte[]> entries = new ArrayList<>(EntryBundle.decode(Files.readAllBytes(file)));
    change.accept(entries);
    Files.write(file, EntryBundle.encode(entries));
  }

  void changeTile(TilePath path, Consumer<List<Hash>> change) throws IOException {
    List<Hash> hashes = new ArrayList<>(files.tile(path));
    change.accept(hashes);
    Files.write(files.file(path), Tile.encode(hashes));
  }

  /** Takes a file over from another log. */
  void take(SampleLog other, String file) throws IOException {
    Files.copy(
        other.directory.resolve(file),
        directory.resolve(file),
        StandardCopyOption.REPLACE_EXISTING);
  }

  List<Path> allFiles() throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("lock"))
          .sorted()
          .toList();
    }
  }
}
