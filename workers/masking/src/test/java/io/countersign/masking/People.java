package io.countersign.masking;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** A table of invented people with valid check digits, the same for the same seed. */
final class People {
  static final String HEADER =
      "id,first_name,last_name,email,phone,card_number,iban,birth_date,street,postcode,city,"
          + "country,notes";
  private static final String[] FIRST = {
    "Alice", "Bruno", "Chloé", "Dmitri", "Elif", "Femke", "Grace", "Hiro", "Ines", "Jürgen", "Will"
  };
  private static final String[] LAST = {
    "Anders", "Brandt", "Castillo", "Dubois", "Eriksen", "O'Neil", "Novak", "Smith", "Zhang"
  };
  private static final String[] CITIES = {"Berlin", "Lyon", "Porto", "Leeds", "Utrecht", "Kraków"};
  private static final String[] STREETS = {"Oak Street", "Hauptstraße", "Rue Haute", "Mill Lane"};

  private final Random random;

  People(long seed) {
    random = new Random(seed);
  }

  static Path write(Path file, int rows, long seed) throws IOException {
    People people = new People(seed);
    try (BufferedWriter w = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      w.write(HEADER);
      w.write('\n');
      for (int i = 1; i <= rows; i++) {
        w.write(people.row(i));
        w.write('\n');
      }
    }
    return file;
  }

  String row(int id) {
    String first = pick(FIRST);
    String last = pick(LAST);
    String email =
        (first + "." + last + id + "@example.org")
            .toLowerCase(Locale.ROOT)
            .replace("é", "e")
            .replace("ü", "u")
            .replace("'", "");
    String phone = "+49 " + digits(3) + " " + digits(7);
    String card = card();
    String iban = iban();
    String street = (1 + random.nextInt(200)) + " " + pick(STREETS);
    String note =
        switch (random.nextInt(4)) {
          case 0 -> first + " " + last + " asked to be called at " + phone + " after six.";
          case 1 -> "Refund to " + iban + ", confirmed by " + email + ".";
          case 2 ->
              "Spoke with " + last + "; \"\"" + first + " wants card " + card + " removed\"\"";
          default -> "No further contact, the case is closed.";
        };
    return String.join(
        ",",
        "C" + (100000 + id),
        first,
        last,
        email,
        phone,
        card,
        iban,
        String.format(
            "%d-%02d-%02d",
            1940 + random.nextInt(65), 1 + random.nextInt(12), 1 + random.nextInt(28)),
        street,
        digits(5),
        pick(CITIES),
        "Germany",
        "\"" + note + "\"");
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  String digits(int n) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < n; i++) {
      b.append((char) ('1' + random.nextInt(9)));
    }
    return b.toString();
  }

  String card() {
    String body = "4" + digits(14);
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int d = body.charAt(14 - i) - '0';
      int v = i % 2 == 0 ? 2 * d : d;
      sum += v > 9 ? v - 9 : v;
    }
    return body + (10 - sum % 10) % 10;
  }

  String iban() {
    String body = digits(18);
    int r = 0;
    for (char c : (body + "131400").toCharArray()) {
      r = (r * 10 + c - '0') % 97;
    }
    return "DE" + String.format("%02d", 98 - r) + body;
  }
}
