package io.countersign.masking.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ff1Test {
  private static final byte[] KEY = HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c");

  private static String encrypt(byte[] key, String tweak, String digits) {
    byte[] b = digits.getBytes(StandardCharsets.US_ASCII);
    new Ff1(key, HexFormat.of().parseHex(tweak)).encrypt(b, 0, b.length);
    return new String(b, StandardCharsets.US_ASCII);
  }

  /** Samples 1, 2, 4 and 5 that NIST published for FF1: radix 10, AES-128 and AES-192. */
  @Test
  void encrypt_samplesOfNist_match() {
    assertThat(encrypt(KEY, "", "0123456789")).isEqualTo("2433477484");
    assertThat(encrypt(KEY, "39383736353433323130", "0123456789")).isEqualTo("6124200773");
    byte[] longer = HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f");
    assertThat(encrypt(longer, "", "0123456789")).isEqualTo("2830668132");
    assertThat(encrypt(longer, "39383736353433323130", "0123456789")).isEqualTo("2496655549");
  }

  @Test
  void decrypt_anyNumber_givesItBack() {
    Random random = new Random(3);
    Ff1 ff1 = new Ff1(KEY, new byte[] {1, 2, 3});
    for (int i = 0; i < 2000; i++) {
      byte[] digits = new byte[6 + random.nextInt(31)];
      for (int k = 0; k < digits.length; k++) {
        digits[k] = (byte) ('0' + random.nextInt(10));
      }
      byte[] b = digits.clone();
      ff1.encrypt(b, 0, b.length);
      assertThat(b).isNotEqualTo(digits);
      assertThat(new String(b, StandardCharsets.US_ASCII)).matches("[0-9]+");
      ff1.decrypt(b, 0, b.length);
      assertThat(b).isEqualTo(digits);
    }
  }

  @Test
  void encrypt_smallDomain_isRefused() {
    assertThatThrownBy(() -> encrypt(KEY, "", "12345")).hasMessageContaining("not 5");
  }
}
