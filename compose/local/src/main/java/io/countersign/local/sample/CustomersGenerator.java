package io.countersign.local.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a table of made-up customers, for the demo and for tests: the same seed always gives the
 * same bytes, and the first rows do not depend on how many follow.
 *
 * <p>CSV as in RFC 4180, UTF-8, line feeds. Card numbers pass Luhn's check and IBANs theirs; phone
 * numbers fit their country's plan; e-mail addresses end in the reserved example domains. Notes
 * mention the person of the row, or another row's person, in about two rows of three. No real
 * person is meant.
 */
public final class CustomersGenerator {
  /** Column names, in order. */
  public static final List<String> COLUMNS =
      List.of(
          "id",
          "first_name",
          "last_name",
          "email",
          "phone",
          "card_number",
          "iban",
          "birth_date",
          "street",
          "postcode",
          "city",
          "country",
          "notes");

  private final long rows;
  private final People people;

  /**
   * @param rows data rows below the header, 0 or more
   * @param seed chooses the people
   */
  public CustomersGenerator(long rows, long seed) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be 0 or more, was " + rows);
    }
    this.rows = rows;
    this.people = new People(seed);
  }

  /**
   * Writes the table. It appears under its name when it is complete and on disk, replacing a file
   * that was there.
   *
   * @param file where to; its directory must exist
   * @throws IOException when it cannot be written; nothing is left behind then
   */
  public void write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  draft,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          Writer out =
              new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), 1 << 16)) {
        write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void write(Writer out) throws IOException {
    writeRow(out, COLUMNS);
    for (long id = 1; id <= rows; id++) {
      Customer customer = people.person(id);
      Customer other = people.acquaintance(id);
      String notes = Notes.write(customer, other, people.random(id, 3));
      writeRow(out, cells(customer, notes));
    }
  }

  private static List<String> cells(Customer customer, String notes) {
    return List.of(
        Long.toString(customer.id()),
        customer.firstName(),
        customer.lastName(),
        customer.email(),
        customer.phone(),
        customer.card(),
        customer.iban(),
        customer.birthDate().toString(),
        customer.street(),
        customer.postcode(),
        customer.city(),
        customer.country(),
        notes);
  }

  private static void writeRow(Writer out, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(quoted(cells.get(i)));
    }
    out.write('\n');
  }

  private static String quoted(String cell) {
    boolean plain =
        cell.indexOf(',') < 0
            && cell.indexOf('"') < 0
            && cell.indexOf('\n') < 0
            && cell.indexOf('\r') < 0;
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
