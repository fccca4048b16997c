package io.countersign.masking.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CmacBatchTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] MESSAGE =
      HEX.parseHex(
          "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
              + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");

  /** The four examples of RFC 4493, section 4, in one batch. */
  @Test
  void compute_examplesOfTheStandard_match() {
    CmacBatch batch = new CmacBatch(HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"));
    for (int round = 0; round < 2; round++) {
      batch.clear();
      for (int n : new int[] {0, 16, 40, 64}) {
        System.arraycopy(MESSAGE, 0, batch.reserve(n), batch.position(), n);
        batch.commit(n);
      }
      batch.compute();
      assertThat(mac(batch, 0)).isEqualTo("bb1d6929e95937287fa37d129b756746");
      assertThat(mac(batch, 1)).isEqualTo("070a16b46b4d4144f79bdd9dd04a287c");
      assertThat(mac(batch, 2)).isEqualTo("dfa66747de9ae63030ca32611497c827");
      assertThat(mac(batch, 3)).isEqualTo("51f0bebf7e3b9d92fc49741779363cfe");
    }
  }

  private static String mac(CmacBatch batch, int i) {
    return HEX.formatHex(Arrays.copyOfRange(batch.macs(), 16 * i, 16 * i + 16));
  }
}
