package io.countersign.local.sample;

import java.math.BigInteger;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes card and account numbers whose checksums hold. */
final class Numbers {
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
  private static final String[] CARD_PREFIXES = {"4", "4", "4", "51", "52", "53", "54", "55", "37"};

  private Numbers() {}

  /** Returns a payment card number of 15 or 16 digits whose last is the Luhn digit. */
  static String card(SplittableRandom random) {
    String prefix = CARD_PREFIXES[random.nextInt(CARD_PREFIXES.length)];
    int length = prefix.equals("37") ? 15 : 16;
    StringBuilder digits = new StringBuilder(prefix);
    while (digits.length() < length - 1) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.append(luhnDigit(digits)).toString();
  }

  /** Returns an IBAN (ISO 13616) without spaces; check digits by ISO 7064 MOD 97-10. */
  static String iban(Region region, SplittableRandom random) {
    String account = account(region.accountPattern(), random);
    BigInteger value = new BigInteger(lettersAsNumbers(account + region.code() + "00"));
    int check = 98 - value.mod(NINETY_SEVEN).intValueExact();
    return String.format(Locale.ROOT, "%s%02d%s", region.code(), check, account);
  }

  /** Replaces letters by 10 to 35, as the IBAN's checksum wants it. */
  static String lettersAsNumbers(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars().forEach(c -> digits.append(Character.digit(c, 36)));
    return digits.toString();
  }

  private static int luhnDigit(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }

  private static String account(String pattern, SplittableRandom random) {
    StringBuilder account = new StringBuilder();
    int count = 0;
    for (char symbol : pattern.toCharArray()) {
      if (Character.isDigit(symbol)) {
        count = count * 10 + (symbol - '0');
      } else {
        for (; count > 0; count--) {
          account.append(symbol(symbol, random));
        }
      }
    }
    return account.toString();
  }

  private static char symbol(char kind, SplittableRandom random) {
    int value =
        switch (kind) {
          case 'n' -> random.nextInt(10);
          case 'a' -> 10 + random.nextInt(26);
          case 'c' -> random.nextInt(36);
          default -> throw new IllegalArgumentException("Unknown account symbol " + kind);
        };
    return Character.toUpperCase(Character.forDigit(value, 36));
  }
}
