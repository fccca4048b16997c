package io.countersign.connectors.http;

import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectRequest.InputRevision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;

/**
 * A file on its way. Its last part is held back until the digest of all is known: what is not the
 * approved content never arrives whole.
 */
final class Upload {

  private static final int CHUNK = 64 * 1024;

  private final InputRevision input;
  private final EffectProgress progress;
  private volatile boolean whole;
  private volatile boolean changed;

  Upload(InputRevision input, EffectProgress progress) {
    this.input = input;
    this.progress = progress;
  }

  /** Whether the last part was handed over: only then can it have arrived. */
  boolean isWhole() {
    return whole;
  }

  /** Whether it turned out not to be the approved content. */
  boolean isChanged() {
    return changed;
  }

  HttpEntity entity() {
    return new EntityTemplate(input.bytes(), null, null, this::write);
  }

  private void write(OutputStream out) throws IOException {
    MessageDigest sha = Exchange.sha256();
    byte[] held = new byte[0];
    long done = 0;
    try (InputStream in = Files.newInputStream(input.path())) {
      byte[] buffer = new byte[CHUNK];
      for (int n = in.readNBytes(buffer, 0, CHUNK); n > 0; n = in.readNBytes(buffer, 0, CHUNK)) {
        sha.update(buffer, 0, n);
        out.write(held);
        held = Arrays.copyOf(buffer, n);
        done += n;
        if (done > input.bytes()) {
          break;
        }
        progress.update(done, input.bytes());
      }
    }
    if (done != input.bytes() || !HexFormat.of().formatHex(sha.digest()).equals(input.sha256())) {
      changed = true;
      throw new IOException("The content is not what was approved.");
    }
    whole = true;
    out.write(held);
  }
}
