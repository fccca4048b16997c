package io.countersign.ledger.payload;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.log.WriteOnceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A folder with one key for each owner of payloads, an action or a person, wrapped by a master key
 * that only this process's user can read. Payloads that are sealed with an owner's key may lie
 * anywhere and be copied anywhere; once the key is destroyed, none of the copies can be read. So
 * keep the folder out of long-lived backups, and keep the payloads out of the folder.
 *
 * <p>Guaranteed: secrecy and integrity of a payload, and that it was sealed for this owner under
 * this name. Not hidden: its length. A medium that keeps deleted blocks keeps wrapped keys; they
 * are worth nothing without the master key. Safe for use by several threads and processes.
 */
public final class PayloadKeys {
  private static final String MASTER = "master.key";
  private static final String ERASED = "erased\n";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** Unwrapped keys that are kept in memory at most; 32 bytes each. */
  private static final int REMEMBERED = 4_096;

  private final Path folder;
  private final byte[] master;
  private final Map<String, byte[]> unwrapped =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
              return size() > REMEMBERED;
            }
          });

  private PayloadKeys(Path folder, byte[] master) {
    this.folder = folder;
    this.master = master;
  }

  /**
   * Opens a folder of keys; makes it, and the master key, on the first run.
   *
   * @param folder on a POSIX file system with hard links
   * @throws IOException if the master key is missing although there are keys, is malformed, or is
   *     open to others
   */
  public static PayloadKeys open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      Files.createDirectories(
          absolute,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path file = absolute.resolve(MASTER);
    if (!Files.exists(file)) {
      requireEmpty(absolute);
      WriteOnceFile.createPrivateIfAbsent(file, AesGcm.random(AesGcm.KEY_LENGTH));
    }
    return new PayloadKeys(absolute, read(file));
  }

  private static void requireEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      boolean keys =
          files
              .map(Path::toString)
              .anyMatch(name -> name.endsWith(".key") && !name.endsWith(MASTER));
      // Another process may have made its first keys in this moment.
      if (keys && !Files.exists(folder.resolve(MASTER))) {
        throw new IOException(
            folder.resolve(MASTER) + " is missing; restore it, a new one opens none of the keys");
      }
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + ": the key is not a plain file");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IOException(
          "%s: the key is open to others (%s); find out who read it, then run chmod 600 on it"
              .formatted(file, PosixFilePermissions.toString(permissions)));
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != AesGcm.KEY_LENGTH) {
      throw new IOException(file + ": a master key has 32 bytes, not " + key.length);
    }
    return key;
  }

  /**
   * Seals a payload; makes the owner's key if there is none.
   *
   * @param owner whose payload it is, such as an action's id; no newline
   * @param name which payload of theirs; no newline
   * @throws IOException if the owner's key was destroyed, or cannot be read or made
   */
  public byte[] seal(String owner, String name, byte[] payload) throws IOException {
    Path file = file(owner);
    if (!unwrapped.containsKey(owner) && !Files.exists(file)) {
      byte[] wrapped = AesGcm.seal(master, wrapping(owner), AesGcm.random(AesGcm.KEY_LENGTH));
      WriteOnceFile.createPrivateIfAbsent(file, wrapped);
    }
    if (isErased(owner)) {
      throw new IOException("the payloads of '%s' are erased; nothing is added".formatted(owner));
    }
    return AesGcm.seal(key(owner), context(owner, name), payload);
  }

  /**
   * Opens a payload.
   *
   * @throws IOException if the owner's key is missing without having been destroyed, or damaged
   */
  public OpenedPayload open(String owner, String name, byte[] sealed) throws IOException {
    if (isErased(owner)) {
      return new OpenedPayload.Erased();
    }
    return AesGcm.open(key(owner), context(owner, name), sealed)
        .<OpenedPayload>map(OpenedPayload.Intact::new)
        .orElseGet(OpenedPayload.Altered::new);
  }

  /**
   * Destroys an owner's key, durably and for good. What was erased stays known as erased.
   *
   * @return whether there was a key
   */
  public boolean destroy(String owner) throws IOException {
    if (!isErased(owner)) {
      WriteOnceFile.create(tombstone(owner), ERASED.getBytes(StandardCharsets.US_ASCII));
    }
    unwrapped.remove(owner);
    return WriteOnceFile.delete(file(owner));
  }

  /** Whether an owner's key was destroyed. */
  public boolean isErased(String owner) {
    return Files.exists(tombstone(owner));
  }

  /**
   * What tells this master key from others, and nothing about it: a SHA-256 digest, {@code
   * sha256:<64 hex digits>}.
   */
  public String fingerprint() {
    byte[] label = "countersign/payload-master/v1\n".getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(label, label.length + master.length);
    System.arraycopy(master, 0, both, label.length, master.length);
    return Digest.of(both).text();
  }

  /** An erasure by another process leaves the key in this one's memory, and a tombstone. */
  private byte[] key(String owner) throws IOException {
    byte[] known = unwrapped.get(owner);
    if (known == null) {
      known = unwrap(owner);
      unwrapped.put(owner, known);
    }
    return known;
  }

  private byte[] unwrap(String owner) throws IOException {
    Path file = file(owner);
    try {
      return AesGcm.open(master, wrapping(owner), Files.readAllBytes(file))
          .orElseThrow(
              () ->
                  new IOException(
                      "%s is not the key of '%s' under this master key; restore it"
                          .formatted(file, owner)));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "%s, the key of '%s', is missing and was never destroyed; restore it"
              .formatted(file, owner),
          e);
    }
  }

  private Path file(String owner) {
    return folder.resolve(fileName(owner) + ".key");
  }

  private Path tombstone(String owner) {
    return folder.resolve(fileName(owner) + ".erased");
  }

  /** Names of owners may not fit a file system, and need not be read there. */
  private static String fileName(String owner) {
    return Digest.of(owner.getBytes(StandardCharsets.UTF_8)).text().substring("sha256:".length());
  }

  private static String wrapping(String owner) {
    return context(owner, "key");
  }

  private static String context(String owner, String name) {
    if (owner.contains("\n") || name.contains("\n")) {
      throw new IllegalArgumentException("owners and names are single lines");
    }
    return "countersign/payload/v1\n" + owner + "\n" + name;
  }
}
