package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * National identity numbers by their published check digits. All take ASCII digits or upper-case
 * letters without separators.
 */
final class NationalIds {
  private static final int[][] VERHOEFF = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
  };
  private static final int[] VERHOEFF_STEP = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final int[] FISCALE_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private NationalIds() {}

  /** Brazilian CPF: two check digits modulo 11. */
  static boolean cpf(byte[] d) {
    return !same(d, 11) && mod11(d, 9, 10) == d[9] - '0' && mod11(d, 10, 11) == d[10] - '0';
  }

  private static int mod11(byte[] d, int n, int weight) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (d[i] - '0') * (weight - i);
    }
    int r = 11 - sum % 11;
    return r >= 10 ? 0 : r;
  }

  /** Brazilian CNPJ: two check digits modulo 11, weights 2 to 9. */
  static boolean cnpj(byte[] d) {
    return !same(d, 14) && cnpjDigit(d, 12) == d[12] - '0' && cnpjDigit(d, 13) == d[13] - '0';
  }

  private static int cnpjDigit(byte[] d, int n) {
    int sum = 0;
    int weight = 2;
    for (int i = n - 1; i >= 0; i--) {
      sum += (d[i] - '0') * weight;
      weight = weight == 9 ? 2 : weight + 1;
    }
    int r = 11 - sum % 11;
    return r >= 10 ? 0 : r;
  }

  /** Polish PESEL: a birth date with the century in the month, weights 1, 3, 7, 9. */
  static boolean pesel(byte[] d) {
    int[] weights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += (d[i] - '0') * weights[i];
    }
    int month = ((d[2] - '0') * 10 + d[3] - '0') % 20;
    int day = (d[4] - '0') * 10 + d[5] - '0';
    return (10 - sum % 10) % 10 == d[10] - '0'
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= 31;
  }

  /** German tax id: ISO 7064 mod 11,10; no leading 0. */
  static boolean steuerId(byte[] d) {
    int product = 10;
    for (int i = 0; i < 10; i++) {
      int sum = (d[i] - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int check = 11 - product;
    return d[0] != '0' && (check == 10 ? 0 : check) == d[10] - '0';
  }

  /** Dutch BSN: the "eleven test" with -1 as the last weight. */
  static boolean bsn(byte[] d) {
    int sum = -(d[8] - '0');
    for (int i = 0; i < 8; i++) {
      sum += (d[i] - '0') * (9 - i);
    }
    return sum % 11 == 0 && !same(d, 9);
  }

  /** French NIR: 13 digits and a key, 97 minus the remainder. */
  static boolean nir(byte[] d) {
    if (d[0] != '1' && d[0] != '2') {
      return false;
    }
    long n = 0;
    for (int i = 0; i < 13; i++) {
      n = n * 10 + d[i] - '0';
    }
    int month = (d[3] - '0') * 10 + d[4] - '0';
    return 97 - n % 97 == (d[13] - '0') * 10 + d[14] - '0' && month >= 1;
  }

  /** Indian Aadhaar: Verhoeff; starts with 2 to 9. */
  static boolean aadhaar(byte[] d) {
    int c = 0;
    for (int i = 0; i < 12; i++) {
      int v = d[11 - i] - '0';
      for (int k = 0; k < i % 8; k++) {
        v = VERHOEFF_STEP[v];
      }
      c = VERHOEFF[c][v];
    }
    return c == 0 && d[0] >= '2' && !same(d, 12);
  }

  private static boolean same(byte[] d, int n) {
    for (int i = 1; i < n; i++) {
      if (d[i] != d[0]) {
        return false;
      }
    }
    return true;
  }

  /** The class of an upper-case word of letters and digits, or null. */
  static @Nullable DataClass word(byte[] s, int n) {
    return switch (n) {
      case 9 -> dni(s) ? DataClass.NATIONAL_ID_ES : nino(s) ? DataClass.NATIONAL_ID_UK : null;
      case 10 -> pan(s) ? DataClass.NATIONAL_ID_IN : null;
      case 16 -> codiceFiscale(s) ? DataClass.NATIONAL_ID_IT : null;
      default -> null;
    };
  }

  /** Spanish DNI and NIE: the letter is the number modulo 23. */
  private static boolean dni(byte[] s) {
    int n = s[0] >= 'X' && s[0] <= 'Z' ? s[0] - 'X' : digit(s[0]) ? s[0] - '0' : -1;
    if (n < 0 || digit(s[8])) {
      return false;
    }
    for (int i = 1; i < 8; i++) {
      if (!digit(s[i])) {
        return false;
      }
      n = n * 10 + s[i] - '0';
    }
    return DNI_LETTERS.charAt(n % 23) == s[8];
  }

  /** UK National Insurance number: letters that are in use, six digits, A to D. */
  private static boolean nino(byte[] s) {
    for (int i = 2; i < 8; i++) {
      if (!digit(s[i])) {
        return false;
      }
    }
    String prefix = "" + (char) s[0] + (char) s[1];
    return s[8] >= 'A'
        && s[8] <= 'D'
        && !digit(s[0])
        && !digit(s[1])
        && "DFIQUV".indexOf(s[0]) < 0
        && "DFIOQUV".indexOf(s[1]) < 0
        && !"BG GB KN NK NT TN ZZ".contains(prefix);
  }

  /** Indian PAN: the fourth letter tells the kind of holder. */
  private static boolean pan(byte[] s) {
    for (int i = 0; i < 10; i++) {
      if (digit(s[i]) != (i >= 5 && i < 9)) {
        return false;
      }
    }
    return "PCHFATBLJG".indexOf(s[3]) >= 0;
  }

  /** Italian codice fiscale with its check letter. */
  private static boolean codiceFiscale(byte[] s) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      boolean mayBeDigit = i == 6 || i == 7 || i == 9 || i == 10 || i >= 12 && i <= 14;
      if (digit(s[i]) && !mayBeDigit
          || !digit(s[i]) && mayBeDigit && "LMNPQRSTUV".indexOf(s[i]) < 0) {
        return false;
      }
      int v = digit(s[i]) ? s[i] - '0' : s[i] - 'A';
      sum += i % 2 == 0 ? FISCALE_ODD[v] : v;
    }
    return s[15] == 'A' + sum % 26;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }
}
