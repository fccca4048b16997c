package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.crypto.CmacBatch;
import io.countersign.masking.internal.crypto.HmacBatch;
import io.countersign.masking.internal.crypto.PrfBatch;
import org.jspecify.annotations.Nullable;

/** The token computations of one block: one key, and so one batch, per data class. */
final class TokenBatches {
  private final MaskingKeys keys;
  private final String keyId;
  private final String domain;
  private final MaskingPlan.TokenMac mac;
  private final @Nullable PrfBatch[] batches = new PrfBatch[DataClass.values().length];

  TokenBatches(MaskingKeys keys, String keyId, MaskingPlan plan) {
    this.keys = keys;
    this.keyId = keyId;
    this.domain = plan.domain();
    this.mac = plan.tokenMac();
  }

  void clear() {
    for (PrfBatch b : batches) {
      if (b != null) {
        b.clear();
      }
    }
  }

  /** Adds a value; returns the number of its token within the class. */
  int add(DataClass c, byte[] b, int from, int to) {
    PrfBatch batch = batch(c);
    byte[] message = batch.reserve(Canon.bound(to - from));
    return batch.commit(Canon.write(c, b, from, to, message, batch.position()));
  }

  private PrfBatch batch(DataClass c) {
    PrfBatch batch = batches[c.ordinal()];
    if (batch == null) {
      batch = prf(c);
      batches[c.ordinal()] = batch;
    }
    return batch;
  }

  private PrfBatch prf(DataClass c) {
    String purpose = domain + "/" + c.name();
    return mac == MaskingPlan.TokenMac.HMAC_SHA256
        ? new HmacBatch(keys.derive(keyId, "token-hmac/" + purpose, 32))
        : new CmacBatch(keys.derive(keyId, "token/" + purpose, 16));
  }

  void compute() {
    for (PrfBatch b : batches) {
      if (b != null) {
        b.compute();
      }
    }
  }

  byte[] macs(int dataClass) {
    PrfBatch batch = batches[dataClass];
    return batch == null ? new byte[0] : batch.macs();
  }
}
