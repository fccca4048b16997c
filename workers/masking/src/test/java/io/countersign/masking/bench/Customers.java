package io.countersign.masking.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a table of invented customers, 12 columns of which 10 are to be masked, the same for the
 * same seed: FILE MEGABYTES [SEED]. Notes take a quarter of the bytes; every other one mentions
 * somebody or something.
 */
public final class Customers {
  static final String HEADER =
      "customer_id,first_name,last_name,email,phone,card_number,iban,ssn,birth_date,status,amount,"
          + "notes";

  private static final String[] START = {
    "ka", "mo", "ri", "te", "sha", "lo", "vi", "na", "bel", "dor", "fen", "gra", "hu", "jo", "pel",
    "qui", "ste", "tru", "wal", "zan"
  };
  private static final String[] END = {
    "na", "ra", "bert", "lin", "mir", "son", "ley", "ton", "ska", "rez", "vic", "mann", "dt", "gh",
    "wood", "field"
  };
  private static final String[] FIRST = {
    "Alice", "Bruno", "Chloé", "Dmitri", "Elif", "Femke", "Grace", "Hiro", "Ines", "Jürgen",
    "Karen", "Liam", "Maria", "Noah", "Olivia", "Peter", "Quentin", "Rosa", "Samuel", "Teresa"
  };
  private static final String[] STATUS = {"active", "closed", "dormant", "review"};

  private final SplittableRandom random;
  private final StringBuilder row = new StringBuilder();

  Customers(long seed) {
    random = new SplittableRandom(seed);
  }

  public static void main(String[] args) throws IOException {
    long bytes = Long.parseLong(args[1]) * 1_000_000;
    write(Path.of(args[0]), bytes, args.length > 2 ? Long.parseLong(args[2]) : 1);
  }

  static void write(Path file, long bytes, long seed) throws IOException {
    Customers customers = new Customers(seed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
      long written = HEADER.length() + 1;
      for (int id = 1; written < bytes; id++) {
        byte[] row = customers.row(id).getBytes(StandardCharsets.UTF_8);
        out.write(row);
        written += row.length;
      }
    }
  }

  private String row(int id) {
    String first = pick(FIRST);
    String last = capital(pick(START) + (random.nextInt(3) == 0 ? pick(START) : "") + pick(END));
    String email =
        (first + "." + last + random.nextInt(1000) + "@example.org")
            .toLowerCase(Locale.ROOT)
            .replace("é", "e")
            .replace("ü", "u");
    String phone = "+1 " + digits(3) + "-" + digits(3) + "-" + digits(4);
    String card = card();
    String iban = iban();
    row.setLength(0);
    row.append('C').append(1_000_000 + id).append(',').append(first).append(',').append(last);
    row.append(',').append(email).append(',').append(phone).append(',').append(card);
    row.append(',').append(iban).append(',').append(ssn()).append(',').append(birthDate());
    row.append(',').append(pick(STATUS)).append(',').append(random.nextInt(10, 100_000) / 100.0);
    row.append(",\"").append(note(first, last, email, phone, card)).append("\"\n");
    return row.toString();
  }

  private String note(String first, String last, String email, String phone, String card) {
    return switch (random.nextInt(8)) {
      case 0 -> first + " " + last + " asked to be called at " + phone + " after six.";
      case 1 -> "Sent the contract to " + email + " and waits for the signed copy.";
      case 2 -> "Spoke with Ms " + last + " about card " + card + ", which was lost in transit.";
      case 3 -> "Order " + digits(8) + " was delivered late; a refund of 25.00 has been agreed.";
      default -> "No further contact is needed, all documents are complete and the case is closed.";
    };
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private String digits(int n) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < n; i++) {
      b.append((char) ('1' + random.nextInt(9)));
    }
    return b.toString();
  }

  private String ssn() {
    return digits(3).replace('9', '3') + "-" + digits(2) + "-" + digits(4);
  }

  private String birthDate() {
    int day = 101 + random.nextInt(28);
    int month = 101 + random.nextInt(12);
    return (1935 + random.nextInt(70))
        + "-"
        + Integer.toString(month).substring(1)
        + "-"
        + Integer.toString(day).substring(1);
  }

  private String card() {
    String body = "4" + digits(14);
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int d = body.charAt(14 - i) - '0';
      int v = i % 2 == 0 ? 2 * d : d;
      sum += v > 9 ? v - 9 : v;
    }
    return body + (10 - sum % 10) % 10;
  }

  private String iban() {
    String body = digits(18);
    long r = 0;
    for (char c : (body + "131400").toCharArray()) {
      r = (r * 10 + c - '0') % 97;
    }
    int check = (int) (98 - r);
    return "DE" + (check < 10 ? "0" : "") + check + body;
  }
}
