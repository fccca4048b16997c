package io.countersign.cli;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tile.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Copies a published log from a server, file by file, as it is. */
final class LogDownload {

  private static final String BASE = "/api/v1/ledger/";

  private final ApiClient api;

  LogDownload(ApiClient api) {
    this.api = api;
  }

  /** Writes the log into an empty or missing folder; the checkpoint comes last. */
  Checkpoint to(Path target) throws IOException {
    requireEmpty(target);
    byte[] note = api.bytes(BASE + "checkpoint");
    Checkpoint checkpoint = checkpoint(note);
    List<TilePath> files = new ArrayList<>(TilePath.bundlesOf(checkpoint.size()));
    files.addAll(TilePath.tilesOf(checkpoint.size()));
    for (TilePath file : files) {
      write(target.resolve(file.toString()), content(file));
    }
    for (JsonNode name : api.get("/api/v1/ledger").path("keptCheckpoints")) {
      String kept = name.asString("");
      if (Long.parseLong(kept.replaceAll("\\..*", "")) <= checkpoint.size()) {
        write(target.resolve("checkpoints").resolve(kept), api.bytes(BASE + "checkpoints/" + kept));
      }
    }
    write(target.resolve("checkpoint"), note);
    return checkpoint;
  }

  /** A partial file may have been replaced by the full one while the log grew. */
  private byte[] content(TilePath file) {
    try {
      return api.bytes(BASE + file);
    } catch (CommandException e) {
      if (!file.isPartial()) {
        throw e;
      }
      throw new CommandException(
          ExitCode.FAILED, "The log grew while it was copied (" + file + "). Export it again.");
    }
  }

  private static Checkpoint checkpoint(byte[] note) {
    try {
      return Checkpoint.parse(SignedNote.parse(note).text());
    } catch (FormatException e) {
      throw new CommandException(
          ExitCode.VERIFICATION_FAILED, "The server's checkpoint is none: " + e.getMessage());
    }
  }

  private static void requireEmpty(Path target) throws IOException {
    if (!Files.exists(target)) {
      Files.createDirectories(target);
      return;
    }
    try (Stream<Path> files = Files.list(target)) {
      if (files.findAny().isPresent()) {
        throw new CommandException(
            ExitCode.WRONG_USE, "'" + target + "' is not empty. Name a new folder.");
      }
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, content);
  }
}
