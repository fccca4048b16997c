package io.countersign.connectors.files;

import static io.countersign.spi.EffectException.Remedy.NONE;
import static io.countersign.spi.EffectException.Remedy.OPERATOR;
import static io.countersign.spi.EffectException.Remedy.RETRY;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Holding;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code dataset.export} effect on a file system.
 *
 * <p>Writes to a temporary name beside the target, checks the digest of what it copied, forces it
 * to disk and links it to its final name, which fails if the name is taken: an existing file is
 * never replaced. A manifest of digests and counts appears beside it in the same way. Both carry
 * the execution, so a repeated call finishes what an interrupted one began and writes nothing
 * twice.
 */
public final class FileExport implements Effect {

  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(
              Field.required("store", "Always 'files' for a file.").matching("files"),
              Field.required("path", "Name the file to write, as an absolute path.").upTo(4_096)),
          List.of(
              Field.required("format", "The format that the file has: csv, jsonl or parquet.")
                  .matching("csv|jsonl|parquet")),
          true);

  private final Clock clock;
  private final TrustedFolders folders;

  FileExport(Clock clock, TrustedFolders folders) {
    this.clock = clock;
    this.folders = folders;
  }

  @Override
  public String type() {
    return "dataset.export";
  }

  @Override
  public Optional<String> store() {
    return Optional.of("files");
  }

  @Override
  public EffectSchema schema() {
    return SCHEMA;
  }

  @Override
  public Traits traits(EffectRequest request) {
    return Traits.irreversible(folders.trustOf(Path.of(request.target("path"))));
  }

  @Override
  public Preview preview(EffectRequest request) {
    InputRevision input = request.input().orElseThrow();
    String path = request.target("path");
    return new Preview(
        List.of(
            "Write " + input.bytes() + " bytes with SHA-256 " + input.sha256() + " to " + path,
            "Write digests and counts to " + path + ".manifest.json"),
        List.of(),
        Map.of("files written", "2", "bytes", Long.toString(input.bytes())),
        List.of("A copy that someone took of the file cannot be taken back."));
  }

  @Override
  public List<String> problems(EffectRequest request) {
    List<String> problems = new ArrayList<>();
    String path = request.target().get("path");
    if (path == null || path.isBlank()) {
      problems.add("The target has no path. Name the file to write, as an absolute path.");
      return problems;
    }
    Path file = Path.of(path);
    if (!file.isAbsolute() || !file.equals(file.normalize())) {
      problems.add("The path '" + path + "' is not absolute and normal. Name the file in full.");
      return problems;
    }
    Destination destination = Destination.of(request);
    destination
        .taken()
        .ifPresent(
            name ->
                problems.add(
                    "'" + name + "' already exists and is never replaced. Choose another name."));
    destination.nameTooLong().ifPresent(problems::add);
    Destination.unusable(file).ifPresent(problems::add);
    return problems;
  }

  @Override
  public String describe(EffectRequest request) {
    String what = request.input().map(InputRevision::name).orElse("a dataset");
    return "Export " + what + " to the file " + request.target("path") + ".";
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    Destination destination = Destination.of(request);
    InputRevision input = input(request);
    Optional<String> unusable = Destination.unusable(destination.file());
    if (unusable.isPresent()) {
      throw new EffectException("DestinationNotWritable", OPERATOR, unusable.get());
    }
    try {
      if (!destination.dataIsOurs(input.sha256())) {
        refuseIfTaken(destination);
        destination.copy(input, progress);
        destination.writePendingManifest(manifest(request, input));
        destination.publishData();
      }
    } catch (FileAlreadyExistsException e) {
      destination.discard();
      throw exists(destination.file());
    } catch (Destination.InputChanged e) {
      destination.discard();
      throw new EffectException("DatasetChanged", NONE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw notWritten(destination, input, e);
    }
    return finish(destination, input);
  }

  /** From here on the data has left: a fault must not be reported as "did not happen". */
  private static EffectReceipt finish(Destination destination, InputRevision input) {
    try {
      destination.publishManifest();
      return receipt(destination, input);
    } catch (IOException e) {
      throw unfinished(destination, e);
    }
  }

  private static UncheckedIOException unfinished(Destination destination, IOException e) {
    return new UncheckedIOException(
        "'"
            + destination.file()
            + "' is exported, but its manifest is not there yet: "
            + Destination.reason(e)
            + ". It will be tried again.",
        e);
  }

  @Override
  public Occurrence verify(EffectRequest request) {
    Destination destination = Destination.of(request);
    InputRevision input = request.input().orElseThrow();
    try {
      if (!Files.exists(destination.file())) {
        return destination.manifestIsOurs()
            ? unclear(destination, "was exported by this execution, but is not there any more")
            : new Occurrence.NotHappened();
      }
      if (!destination.belongsToExecution()) {
        return new Occurrence.NotHappened();
      }
      if (!destination.dataIs(input.sha256())) {
        return unclear(
            destination,
            "was exported by this execution, but its content is not what was approved");
      }
      if (destination.manifestIsOurs()) {
        return new Occurrence.Happened(receipt(destination, input));
      }
      return destination.manifestIsTaken()
          ? unclear(destination, "was exported, but something else has the name of its manifest")
          : new Occurrence.Incomplete();
    } catch (IOException e) {
      return new Occurrence.CannotTell(
          "'" + destination.file() + "' cannot be read: " + Destination.reason(e) + ".");
    }
  }

  @Override
  public List<Holding> inventory() throws EffectException {
    return FolderInventory.of(folders.listed());
  }

  @Override
  public Set<String> places(EffectRequest request) {
    return FolderInventory.places(Path.of(request.target("path")));
  }

  private static Occurrence unclear(Destination destination, String what) {
    return new Occurrence.CannotTell("'" + destination.file() + "' " + what + ".");
  }

  private static InputRevision input(EffectRequest request) throws EffectException {
    return request
        .input()
        .orElseThrow(
            () -> new EffectException("EffectFailed", NONE, "The action names no dataset."));
  }

  private static void refuseIfTaken(Destination destination) throws EffectException {
    Optional<Path> taken = destination.taken();
    if (taken.isPresent()) {
      destination.discard();
      throw exists(taken.get());
    }
  }

  private static EffectException exists(Path taken) {
    return new EffectException(
        "DestinationExists",
        NONE,
        "'"
            + taken
            + "' exists and is not ours. Nothing was written. Request the release again under"
            + " another name, or move that file away first.");
  }

  private static EffectException notWritten(
      Destination destination, InputRevision input, IOException e) {
    if (destination.mayBePublished(input.sha256())) {
      throw unfinished(destination, e);
    }
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    destination.discard();
    return new EffectException(
        full ? "DiskFull" : "DestinationNotWritable",
        full ? OPERATOR : RETRY,
        "'"
            + destination.file()
            + "' could not be written: "
            + Destination.reason(e)
            + ". Nothing was left behind. "
            + (full ? "Free some space, then resolve the incident." : "It will be tried again."));
  }

  private Map<String, Object> manifest(EffectRequest request, InputRevision input) {
    Map<String, Object> manifest = new HashMap<>(request.facts());
    manifest.put("format", "countersign/export-manifest/v1");
    manifest.put("actionDigest", request.actionDigest());
    manifest.put("executionId", request.executionId().toString());
    manifest.put("dataset", input.name());
    manifest.put("file", String.valueOf(Path.of(request.target("path")).getFileName()));
    manifest.put("bytes", input.bytes());
    manifest.put("sha256", input.sha256());
    manifest.put("exportedAt", clock.instant().toString());
    return manifest;
  }

  private static EffectReceipt receipt(Destination destination, InputRevision input) {
    return new EffectReceipt(
        Map.of(
            "path", destination.file().toString(),
            "manifest", destination.manifest().toString(),
            "sha256", input.sha256(),
            "bytes", input.bytes()));
  }
}
