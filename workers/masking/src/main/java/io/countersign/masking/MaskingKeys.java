package io.countersign.masking;

import io.countersign.masking.internal.crypto.KeyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Root keys, from which one key per domain and data class is derived (HKDF-SHA256, RFC 5869). The
 * same root key gives the same tokens in every file; whoever holds it can test guesses, so it is
 * kept like a password. Never logged: {@link #toString()} shows ids only.
 */
public final class MaskingKeys {
  private static final int ROOT_BYTES = 32;

  private final Map<String, byte[]> roots;
  private final String primaryId;
  private final @Nullable MaskingKeys reversal;

  private MaskingKeys(Map<String, byte[]> roots, String primaryId, @Nullable MaskingKeys reversal) {
    this.roots = roots;
    this.primaryId = primaryId;
    this.reversal = reversal;
  }

  /**
   * The same keys, and others with which columns are masked so that their holders can turn the
   * tokens back. They should be kept apart from these.
   */
  public MaskingKeys withReversal(MaskingKeys keys) {
    return new MaskingKeys(roots, primaryId, keys);
  }

  /** The keys of tokens that can be turned back, where there are any. */
  public @Nullable MaskingKeys reversal() {
    return reversal;
  }

  /**
   * Opens a key file, or creates it with one new key, readable by its owner only.
   *
   * @throws DatasetException KEY_PERMISSIONS when others may read it, KEY_INVALID when damaged
   */
  public static MaskingKeys openOrCreate(Path file) throws DatasetException {
    return KeyFile.openOrCreate(file);
  }

  /**
   * Adds a new root key to the file and makes it the primary one; older keys stay for plans that
   * name them.
   */
  public static MaskingKeys rotate(Path file) throws DatasetException {
    return KeyFile.rotate(file);
  }

  /** Keys held in memory; the last one is the primary. Each is 32 bytes. */
  public static MaskingKeys of(List<byte[]> roots) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("At least one root key is needed.");
    }
    Map<String, byte[]> byId = new LinkedHashMap<>();
    String last = "";
    for (byte[] root : roots) {
      if (root.length != ROOT_BYTES) {
        throw new IllegalArgumentException("A root key has " + ROOT_BYTES + " bytes.");
      }
      last = idOf(root);
      byId.put(last, root.clone());
    }
    return new MaskingKeys(byId, last, null);
  }

  /** A fresh random root key. */
  public static byte[] newRoot() {
    byte[] root = new byte[ROOT_BYTES];
    new SecureRandom().nextBytes(root);
    return root;
  }

  private static String idOf(byte[] root) {
    byte[] digest = hkdf(root, "countersign/masking/v1/key-id", 16);
    return "k" + HexFormat.of().formatHex(digest, 0, 6);
  }

  /** The id of the key that new plans name. */
  public String primaryId() {
    return primaryId;
  }

  public List<String> ids() {
    return List.copyOf(roots.keySet());
  }

  public boolean has(String keyId) {
    return roots.containsKey(keyId);
  }

  /**
   * A key for one purpose.
   *
   * @param purpose names domain, use and data class
   * @param bytes length of the key, 16 to 64
   * @throws IllegalArgumentException when there is no such key id
   */
  public byte[] derive(String keyId, String purpose, int bytes) {
    byte[] root = roots.get(keyId);
    if (root == null) {
      throw new IllegalArgumentException("There is no key " + keyId + " in this key file.");
    }
    return hkdf(root, "countersign/masking/v1/" + purpose, bytes);
  }

  private static byte[] hkdf(byte[] root, String info, int bytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(new SecretKeySpec(root, "Generic"))
                  .thenExpand(info.getBytes(StandardCharsets.UTF_8), bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "MaskingKeys" + roots.keySet();
  }
}
