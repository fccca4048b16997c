package io.countersign.masking.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ff1BatchTest {
  @Test
  void batch_ofAllLengths_equalsOneByOne() {
    Random random = new Random(38);
    for (int tweakLength : new int[] {0, 4, 11, 14, 16, 30}) {
      byte[] key = new byte[16];
      byte[] tweak = new byte[tweakLength];
      random.nextBytes(key);
      random.nextBytes(tweak);
      Ff1 one = new Ff1(key, tweak);
      Ff1Batch batch = new Ff1Batch(key, tweak);
      List<byte[]> expected = new ArrayList<>();
      for (int n = Ff1.MIN_DIGITS; n <= Ff1.MAX_DIGITS; n++) {
        for (int i = 0; i < 20; i++) {
          byte[] digits = digits(random, n);
          batch.add(digits, 0, n);
          one.encrypt(digits, 0, n);
          expected.add(digits);
        }
      }
      batch.encrypt();
      for (int i = 0; i < expected.size(); i++) {
        byte[] written = new byte[expected.get(i).length];
        batch.write(i, written, 0);
        assertThat(written).as("number %d", i).isEqualTo(expected.get(i));
      }
    }
  }

  private static byte[] digits(Random random, int n) {
    byte[] digits = new byte[n];
    for (int i = 0; i < n; i++) {
      digits[i] = (byte) ('0' + random.nextInt(10));
    }
    return digits;
  }
}
