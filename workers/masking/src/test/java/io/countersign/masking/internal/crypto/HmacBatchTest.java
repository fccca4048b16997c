package io.countersign.masking.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacBatchTest {
  @Test
  void batch_withRepeatedAndLongMessages_equalsTheJdks() throws GeneralSecurityException {
    Random random = new Random(7);
    byte[] key = new byte[32];
    random.nextBytes(key);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    HmacBatch batch = new HmacBatch(key);
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      byte[] message = new byte[random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(3)];
      random.nextBytes(message);
      messages.add(message);
      byte[] room = batch.reserve(message.length);
      System.arraycopy(message, 0, room, batch.position(), message.length);
      batch.commit(message.length);
    }
    batch.compute();
    for (int i = 0; i < messages.size(); i++) {
      byte[] expected = Arrays.copyOf(mac.doFinal(messages.get(i)), 16);
      assertThat(Arrays.copyOfRange(batch.macs(), i * 16, i * 16 + 16)).isEqualTo(expected);
    }
  }
}
