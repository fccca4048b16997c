package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.internal.crypto.CmacBatch;
import org.jspecify.annotations.Nullable;

/** The token computations of one block: one key, and so one batch, per data class. */
final class TokenBatches {
  private final MaskingKeys keys;
  private final String keyId;
  private final String domain;
  private final @Nullable CmacBatch[] batches = new CmacBatch[DataClass.values().length];

  TokenBatches(MaskingKeys keys, String keyId, String domain) {
    this.keys = keys;
    this.keyId = keyId;
    this.domain = domain;
  }

  void clear() {
    for (CmacBatch b : batches) {
      if (b != null) {
        b.clear();
      }
    }
  }

  /** Adds a value; returns the number of its token within the class. */
  int add(DataClass c, byte[] b, int from, int to) {
    CmacBatch batch = batch(c);
    byte[] message = batch.reserve(Canon.bound(to - from));
    return batch.commit(Canon.write(c, b, from, to, message, batch.position()));
  }

  private CmacBatch batch(DataClass c) {
    CmacBatch batch = batches[c.ordinal()];
    if (batch == null) {
      batch = new CmacBatch(keys.derive(keyId, "token/" + domain + "/" + c.name(), 16));
      batches[c.ordinal()] = batch;
    }
    return batch;
  }

  void compute() {
    for (CmacBatch b : batches) {
      if (b != null) {
        b.compute();
      }
    }
  }

  byte[] macs(int dataClass) {
    CmacBatch batch = batches[dataClass];
    return batch == null ? new byte[0] : batch.macs();
  }
}
