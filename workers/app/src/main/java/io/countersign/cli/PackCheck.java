package io.countersign.cli;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.TlogProof;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.support.Digests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks an evidence pack offline: that it is whole, that its sample is the one that its seed
 * draws, and that the ledger proves what it shows.
 */
final class PackCheck {

  private static final String MANIFEST = "manifest.json";
  private static final String SUMS = "SHA256SUMS";

  private final Path pack;
  private final Collection<VerifierKey> keys;
  private final String origin;
  private long proven;
  private long upTo;

  PackCheck(Path pack, Collection<VerifierKey> keys, String origin) {
    this.pack = pack;
    this.keys = keys;
    this.origin = origin;
  }

  /** What is wrong first. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String file, String what) {
      super(file + ": " + what);
    }
  }

  /**
   * What a sound pack is.
   *
   * @param actions in its population
   * @param shown of them shown whole
   * @param entries proven
   * @param size of the ledger in the largest checkpoint of the proofs
   */
  record Sound(long actions, long shown, long entries, long size) {}

  Sound check() throws IOException, Broken {
    files();
    JsonNode summary = json("summary.json");
    long actions = population(summary);
    long shown = 0;
    for (JsonNode id : summary.path("sample").path("drawn")) {
      item("sample/" + id.asString("") + "/", id.asString(""));
      shown++;
    }
    return new Sound(actions, shown, proven, upTo);
  }

  private void files() throws IOException, Broken {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(pack)) {
      for (Path file : walk.filter(path -> !Files.isDirectory(path)).toList()) {
        found.put(pack.relativize(file).toString().replace('\\', '/'), sha256(file));
      }
    }
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode file : json(MANIFEST).path("files")) {
      listed.put(file.path("path").asString(""), file.path("sha256").asString(""));
    }
    Map<String, String> summed = sums();
    listed.put(MANIFEST, String.valueOf(found.get(MANIFEST)));
    found.remove(SUMS);
    for (String name : new TreeSet<>(listed.keySet())) {
      if (!found.containsKey(name)) {
        throw new Broken(name, "is in the manifest and not in the pack");
      }
      if (!Objects.equals(listed.get(name), found.get(name))) {
        throw new Broken(name, "its content is not what the manifest says");
      }
      if (!Objects.equals(listed.get(name), summed.get(name))) {
        throw new Broken(name, SUMS + " says something else of it");
      }
    }
    for (String name : found.keySet()) {
      if (!listed.containsKey(name)) {
        throw new Broken(name, "is in the pack and not in the manifest");
      }
    }
    if (!summed.keySet().equals(listed.keySet())) {
      throw new Broken(SUMS, "lists other files than the manifest");
    }
  }

  private Map<String, String> sums() throws IOException, Broken {
    Map<String, String> sums = new TreeMap<>();
    for (String line : text(SUMS).split("\n", -1)) {
      int gap = line.indexOf("  ");
      if (gap > 0) {
        sums.put(line.substring(gap + 2), line.substring(0, gap));
      } else if (!line.isEmpty()) {
        throw new Broken(SUMS, "has a line that is no sum");
      }
    }
    return sums;
  }

  /** Counts the population and draws the sample again. */
  private long population(JsonNode summary) throws IOException, Broken {
    String seed = summary.path("sample").path("seed").asString("");
    int asked = summary.path("sample").path("asked").asInt(0);
    TreeMap<String, String> smallest = new TreeMap<>();
    long count = 0;
    try (BufferedReader lines = Files.newBufferedReader(pack.resolve("population.jsonl"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String id = JsonMapper.shared().readTree(line).path("id").asString("");
        byte[] ranked = (seed + ":" + id).getBytes(StandardCharsets.UTF_8);
        smallest.put(Digests.hex(Digests.sha256(ranked)), id);
        if (smallest.size() > asked) {
          smallest.pollLastEntry();
        }
        count++;
      }
    }
    if (count != summary.path("population").path("count").asLong(-1)) {
      throw new Broken(
          "population.jsonl", "has " + count + " actions, and the summary another number");
    }
    List<String> drawn = new ArrayList<>();
    summary.path("sample").path("drawn").forEach(id -> drawn.add(id.asString("")));
    if (!drawn.equals(List.copyOf(smallest.values()))) {
      throw new Broken("summary.json", "its sample is not the one that its seed draws");
    }
    return count;
  }

  private void item(String folder, String id) throws IOException, Broken {
    String digest = json(folder + "record.json").path("action").path("digest").asString("");
    Path action = pack.resolve(folder + "action.json");
    // An action whose payload was erased is there without its content.
    if (Files.exists(action) && !digest.equals("sha256:" + sha256(action))) {
      throw new Broken(folder + "record.json", "its digest is not that of action.json");
    }
    Path entries = pack.resolve(folder + "entries");
    if (!Files.isDirectory(entries)) {
      return;
    }
    try (Stream<Path> files = Files.list(entries)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        entry(file, id, digest);
      }
    }
  }

  private void entry(Path file, String id, String digest) throws IOException, Broken {
    String name = pack.relativize(file).toString();
    byte[] bytes = Files.readAllBytes(file);
    try {
      Entry entry = EntryReader.read(bytes);
      if (!entry.action().orElse("").equals(id)) {
        throw new Broken(name, "is about another action");
      }
      if (entry.kind().equals("action.sealed")
          && !new Digest(digest).equals(entry.digests().get("action"))) {
        throw new Broken(name, "the ledger says that another action was sealed");
      }
      TlogProof proof =
          TlogProof.parse(
              Files.readAllBytes(Path.of(file.toString().replaceAll("json$", "tlog-proof"))));
      if (proof.index()
          != Long.parseLong(String.valueOf(file.getFileName()).replace(".json", ""))) {
        throw new Broken(name, "its proof is about entry " + proof.index());
      }
      Checkpoint head = proof.verify(bytes, origin, keys);
      upTo = Math.max(upTo, head.size());
      proven++;
    } catch (FormatException e) {
      throw new Broken(name, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode json(String name) throws IOException, Broken {
    try {
      return JsonMapper.shared().readTree(text(name));
    } catch (tools.jackson.core.JacksonException e) {
      throw new Broken(name, "is no JSON");
    }
  }

  private String text(String name) throws IOException, Broken {
    Path file = pack.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new Broken(name, "is missing");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), newSha256())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
