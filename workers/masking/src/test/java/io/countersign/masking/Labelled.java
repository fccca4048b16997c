package io.countersign.masking;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with marked spans, {@code ⟦TYPE|value⟧}. In them {@code {name}} stands for a number or
 * token that is drawn anew each time, so that no credential lies in the repository, and {@code \n}
 * for a line end.
 */
final class Labelled {
  private static final Pattern MARK = Pattern.compile("⟦([A-Z_]+)\\|(.*?)⟧", Pattern.DOTALL);
  private static final Pattern MACRO = Pattern.compile("\\{([a-z]+)(\\d*)\\}");
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String DIGITS = "0123456789";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String HEX = "0123456789abcdef";
  private static final String ALNUM = LOWER + LOWER.toUpperCase(java.util.Locale.ROOT) + DIGITS;

  private final Random random;

  /** A text and what is to be found in it. */
  record Text(String text, List<Mark> marks) {}

  /** A marked span, in UTF-16 code units. */
  record Mark(int start, int end, String type) {}

  private Labelled(long seed) {
    random = new Random(seed);
  }

  /** Reads a resource beside the tests; lines with a # are comments. */
  static List<Text> read(String name, long seed) throws IOException {
    Labelled labelled = new Labelled(seed);
    List<Text> texts = new ArrayList<>();
    try (InputStream in = Labelled.class.getResourceAsStream("/labelled/" + name)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.split("\n")) {
        if (!line.isBlank() && !line.startsWith("# ")) {
          texts.add(labelled.parse(line.replace("\\n", "\n")));
        }
      }
    }
    return texts;
  }

  private Text parse(String line) {
    Matcher macro = MACRO.matcher(line);
    StringBuilder expanded = new StringBuilder();
    while (macro.find()) {
      int n = macro.group(2).isEmpty() ? 0 : Integer.parseInt(macro.group(2));
      macro.appendReplacement(expanded, Matcher.quoteReplacement(value(macro.group(1), n)));
    }
    macro.appendTail(expanded);
    Matcher m = MARK.matcher(expanded);
    StringBuilder text = new StringBuilder();
    List<Mark> marks = new ArrayList<>();
    int last = 0;
    while (m.find()) {
      text.append(expanded, last, m.start());
      marks.add(new Mark(text.length(), text.length() + m.group(2).length(), m.group(1)));
      text.append(m.group(2));
      last = m.end();
    }
    text.append(expanded, last, expanded.length());
    return new Text(text.toString(), marks);
  }

  private String value(String name, int n) {
    return switch (name) {
      case "d" -> from(DIGITS, n);
      case "nz" -> from("123456789", n);
      case "x" -> from(HEX, n);
      case "up" -> from("ABCDEFGHJKLMNPRSTUVWXYZ", n);
      case "b" -> from(BASE32, n);
      case "a" -> from(ALNUM, n);
      case "lo" -> from(LOWER + DIGITS, n);
      case "t" -> from(ALNUM + "+/", n);
      case "s" -> from(ALNUM + "-_", n);
      case "pw" -> from("bcdfghjkmnpqrstvwxz", 5) + from("!%&?", 1) + from("23456789", 3) + "Qx";
      case "jwt" -> "eyJ" + from(ALNUM, 30) + ".eyJ" + from(ALNUM, 60) + "." + from(ALNUM, 43);
      case "pem" -> pem();
      case "uuid" ->
          from(HEX, 8)
              + "-"
              + from(HEX, 4)
              + "-4"
              + from(HEX, 3)
              + "-a"
              + from(HEX, 3)
              + "-"
              + from(HEX, 12);
      case "card" -> card(n);
      case "iban" -> iban();
      case "ssn" ->
          (100 + random.nextInt(500)) + "-" + from("123456789", 2) + "-" + from("123456789", 4);
      case "dni" -> dni();
      case "nie" -> nie();
      case "nif" -> dni();
      case "nir" -> nir();
      case "steuer" -> steuer();
      case "bsn" -> bsn();
      case "pesel" -> pesel();
      case "cpf" -> cpf();
      case "cnpj" -> cnpj();
      case "aadhaar" -> aadhaar();
      case "fiscale" -> fiscale();
      case "pan" ->
          from("ABCDEFGHJK", 3)
              + "P"
              + from("ABCDEFGHJK", 1)
              + from(DIGITS, 4)
              + from("ABCDEFGHJK", 1);
      case "nino" ->
          from("ABCEGHJKLM", 1) + from("ABCEHJLM", 1) + from(DIGITS, 6) + from("ABCD", 1);
      case "aba" -> aba();
      default -> throw new IllegalArgumentException("No macro is called " + name + ".");
    };
  }

  private String from(String alphabet, int n) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < n; i++) {
      b.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return b.toString();
  }

  private String pem() {
    StringBuilder b = new StringBuilder("MII");
    for (int i = 0; i < 6; i++) {
      b.append(from(ALNUM + "+/", 60)).append('\n');
    }
    return b.append(from(ALNUM, 20)).append("==").toString();
  }

  /** Up to {@code tries} draws until the last character makes the check right. */
  private String card(int n) {
    String body =
        n == 15
            ? "37" + from(DIGITS, 12)
            : (n == 5 ? "54" : "4" + from(DIGITS, 1)) + from(DIGITS, 13);
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int d = body.charAt(body.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? (d > 4 ? 2 * d - 9 : 2 * d) : d;
    }
    return body + (10 - sum % 10) % 10;
  }

  private String iban() {
    String[] forms = {"DE18", "GB18", "FR23", "ES20", "NL14", "IT23", "PL24", "AT16"};
    String form = forms[random.nextInt(forms.length)];
    String country = form.substring(0, 2);
    int n = Integer.parseInt(form.substring(2));
    String bban =
        switch (country) {
          case "GB", "NL" -> from("ABCDEFGHIJ", 4) + from(DIGITS, n - 4);
          case "IT" -> from("ABCDEFGHIJ", 1) + from(DIGITS, n - 1);
          default -> from(DIGITS, n);
        };
    StringBuilder digits = new StringBuilder();
    for (char c : (bban + country + "00").toCharArray()) {
      digits.append(Character.digit(c, 36));
    }
    int check = 98 - new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + (check < 10 ? "0" : "") + check + bban;
  }

  private String dni() {
    String n = from(DIGITS, 8);
    return n + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(n) % 23);
  }

  private String nie() {
    String n = from(DIGITS, 7);
    int first = random.nextInt(3);
    return "XYZ".charAt(first)
        + n
        + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(first + n) % 23);
  }

  private String nir() {
    String n =
        (1 + random.nextInt(2))
            + from("56789", 1)
            + from(DIGITS, 1)
            + "0"
            + from("123456789", 1)
            + "75"
            + from(DIGITS, 6);
    long key = 97 - Long.parseLong(n) % 97;
    return n + (key < 10 ? "0" : "") + key;
  }

  private String steuer() {
    List<Integer> all = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    java.util.Collections.shuffle(all, random);
    all.remove(Integer.valueOf(random.nextInt(10)));
    List<Integer> ten = new ArrayList<>(all);
    ten.add(all.get(4));
    if (ten.getFirst() == 0) {
      java.util.Collections.swap(ten, 0, 1);
    }
    int product = 10;
    StringBuilder b = new StringBuilder();
    for (int d : ten) {
      b.append(d);
      int sum = (d + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int check = 11 - product;
    return b.append(check == 10 ? 0 : check).toString();
  }

  private String bsn() {
    while (true) {
      String n = from("123456789", 1) + from(DIGITS, 8);
      int sum = -(n.charAt(8) - '0');
      for (int i = 0; i < 8; i++) {
        sum += (n.charAt(i) - '0') * (9 - i);
      }
      if (sum % 11 == 0) {
        return n;
      }
    }
  }

  private String pesel() {
    String n =
        from("56789", 1) + from(DIGITS, 1) + "0" + from("123456789", 1) + "1" + from(DIGITS, 5);
    int[] weights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += (n.charAt(i) - '0') * weights[i];
    }
    return n + (10 - sum % 10) % 10;
  }

  private String cpf() {
    String n = from(DIGITS, 9);
    n += mod11(n, 10);
    n += mod11(n, 11);
    return n.substring(0, 3)
        + "."
        + n.substring(3, 6)
        + "."
        + n.substring(6, 9)
        + "-"
        + n.substring(9);
  }

  private static int mod11(String n, int weight) {
    int sum = 0;
    for (int i = 0; i < n.length(); i++) {
      sum += (n.charAt(i) - '0') * (weight - i);
    }
    int r = 11 - sum % 11;
    return r >= 10 ? 0 : r;
  }

  private String cnpj() {
    String n = from(DIGITS, 8) + "0001";
    for (int k = 0; k < 2; k++) {
      int sum = 0;
      int weight = 2;
      for (int i = n.length() - 1; i >= 0; i--) {
        sum += (n.charAt(i) - '0') * weight;
        weight = weight == 9 ? 2 : weight + 1;
      }
      int r = 11 - sum % 11;
      n += r >= 10 ? 0 : r;
    }
    return n.substring(0, 2)
        + "."
        + n.substring(2, 5)
        + "."
        + n.substring(5, 8)
        + "/"
        + n.substring(8, 12)
        + "-"
        + n.substring(12);
  }

  private String aadhaar() {
    int[] inverse = {0, 4, 3, 2, 1, 5, 6, 7, 8, 9};
    int[] step = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    String n = from("23456789", 1) + from(DIGITS, 10);
    int c = 0;
    for (int i = 1; i <= 11; i++) {
      int v = n.charAt(11 - i) - '0';
      for (int k = 0; k < i % 8; k++) {
        v = step[v];
      }
      c = dihedral(c, v);
    }
    n += inverse[c];
    return n.substring(0, 4) + " " + n.substring(4, 8) + " " + n.substring(8);
  }

  /** The product of the dihedral group of ten elements, on which Verhoeff's check stands. */
  private static int dihedral(int a, int b) {
    if (a < 5) {
      return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    }
    return b < 5 ? 5 + (a - b) % 5 : (a - b + 5) % 5;
  }

  private String fiscale() {
    int[] odd = {
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    String n =
        from("BCDFGLMNPRSTVZ", 6)
            + from(DIGITS, 2)
            + from("ABCDEHLMPRST", 1)
            + "1"
            + from(DIGITS, 1)
            + "H"
            + from(DIGITS, 3);
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = n.charAt(i);
      int v = c <= '9' ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? odd[v] : v;
    }
    return n + (char) ('A' + sum % 26);
  }

  /** American Bankers Association: weights 3, 7, 1. */
  private String aba() {
    String n = "0" + from("123456789", 1) + from(DIGITS, 6);
    int sum = 0;
    int[] weights = {3, 7, 1};
    for (int i = 0; i < 8; i++) {
      sum += (n.charAt(i) - '0') * weights[i % 3];
    }
    return n + (10 - sum % 10) % 10;
  }
}
