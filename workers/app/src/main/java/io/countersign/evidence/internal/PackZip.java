package io.countersign.evidence.internal;

import io.countersign.support.CanonicalJson;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a pack, one after the other, and in the end a manifest of all of them. */
final class PackZip {

  /** Something that writes a file. */
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  private final ZipOutputStream zip;
  private final List<Map<String, Object>> files = new ArrayList<>();

  PackZip(OutputStream out) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
  }

  void text(String name, String text) throws IOException {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void json(String name, Object value) throws IOException {
    text(name, CanonicalJson.of(value) + "\n");
  }

  void bytes(String name, byte[] content) throws IOException {
    file(name, out -> out.write(content));
  }

  void file(String name, Content content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Counted counted = new Counted(zip);
    DigestOutputStream digesting = new DigestOutputStream(counted, sha256());
    content.to(digesting);
    zip.closeEntry();
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", name);
    file.put("bytes", counted.count);
    file.put("sha256", HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
    files.add(file);
  }

  /** The files so far: each with {@code path}, {@code bytes} and {@code sha256}. */
  List<Map<String, Object>> files() {
    return List.copyOf(files);
  }

  /**
   * Ends the pack with its manifest and sums that {@code sha256sum -c} reads.
   *
   * @param noted takes the manifest's digest before the last file is written: if it fails, the pack
   *     stays without its end
   * @return the manifest's digest
   */
  String end(Map<String, Object> manifest, Consumer<String> noted) throws IOException {
    manifest.put("files", List.copyOf(files));
    String text = CanonicalJson.of(manifest);
    text("manifest.json", text);
    String digest = CanonicalJson.digest(text);
    noted.accept(digest);
    StringBuilder sums = new StringBuilder();
    for (Map<String, Object> file : files) {
      sums.append(file.get("sha256")).append("  ").append(file.get("path")).append('\n');
    }
    text("SHA256SUMS", sums.toString());
    zip.finish();
    zip.flush();
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Counts, and lets nobody close the file below. */
  private static final class Counted extends FilterOutputStream {
    private long count;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
