package io.countersign.masking.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AesSivTest {
  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s.replace(" ", ""));
  }

  @Test
  void encrypt_vectorOfRfc5297_matches() {
    AesSiv siv =
        new AesSiv(
            hex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0 f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
            hex("101112131415161718191a1b1c1d1e1f2021222324252627"));
    byte[] message = hex("112233445566778899aabbccddee");
    byte[] encrypted = siv.encrypt(message);
    assertThat(encrypted)
        .isEqualTo(hex("85632d07c6e8f37f950acd320a2ecc93 40c02b9690c4dc04daef7f6afe5c"));
    assertThat(siv.decrypt(encrypted)).isEqualTo(message);
  }

  @Test
  void decrypt_messagesOfAllLengths_givesThemBackUnlessChanged() {
    Random random = new Random(3);
    byte[] key = new byte[64];
    random.nextBytes(key);
    AesSiv siv = new AesSiv(key, new byte[] {1});
    AesSiv other = new AesSiv(key, new byte[] {2});
    for (int n = 0; n < 100; n++) {
      byte[] message = new byte[n];
      random.nextBytes(message);
      byte[] encrypted = siv.encrypt(message);
      assertThat(siv.encrypt(message)).isEqualTo(encrypted);
      assertThat(siv.decrypt(encrypted)).isEqualTo(message);
      assertThat(other.decrypt(encrypted)).isNull();
      byte[] changed = encrypted.clone();
      changed[random.nextInt(changed.length)] ^= 1;
      assertThat(siv.decrypt(changed)).isNull();
      assertThat(siv.decrypt(Arrays.copyOf(encrypted, 15))).isNull();
    }
  }
}
