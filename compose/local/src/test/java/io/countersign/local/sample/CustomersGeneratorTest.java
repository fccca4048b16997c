package io.countersign.local.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomersGeneratorTest {
  private static final long SEED = 20260511;

  @TempDir Path directory;

  @Test
  void write_sameSeed_sameBytes() throws Exception {
    Path first = write("a.csv", 3000, SEED);
    assertThat(sha256(first)).isEqualTo(sha256(write("b.csv", 3000, SEED)));
    assertThat(sha256(first)).isNotEqualTo(sha256(write("c.csv", 3000, SEED + 1)));
    String head = Files.readString(write("d.csv", 100, SEED));
    assertThat(Files.readString(first)).startsWith(head);
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void write_knownSeed_sameBytesAsEver() throws Exception {
    assertThat(sha256(write("customers.csv", 1000, SEED)))
        .isEqualTo("a58816b9099e32b9b5567e2d78ca1a032d579f26366887eb798f0dc3d392507d");
  }

  @Test
  void person_anyId_checksumsHold() {
    People people = new People(SEED);
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    for (long id = 1; id <= 2000; id++) {
      Customer customer = people.person(id);
      assertThat(customer.card())
          .matches("\\d{15,16}")
          .satisfies(card -> assertThat(luhn(card)).isZero());
      assertThat(mod97(customer.iban())).as(customer.iban()).isEqualTo(1);
      assertThat(customer.email()).matches("[a-z._]+[0-9]+@([a-z]+\\.)?example\\.(com|org|net)");
      assertThat(customer)
          .satisfies(
              c ->
                  assertThat(phones.isValidNumber(phones.parse(c.phone(), c.country())))
                      .as(c.phone())
                      .isTrue());
      assertThat(customer.firstName()).isNotBlank();
      assertThat(customer.postcode()).isNotBlank();
    }
  }

  @Test
  void write_thousandRows_notesNameTheirPersonAndOthers() throws Exception {
    People people = new People(SEED);
    int own = 0;
    int others = 0;
    int breaks = 0;
    for (long id = 2; id <= 1000; id++) {
      Customer customer = people.person(id);
      Customer other = people.acquaintance(id);
      String notes = Notes.write(customer, other, people.random(id, 3));
      own += notes.contains(customer.lastName()) || notes.contains(customer.phone()) ? 1 : 0;
      others += notes.contains(other.fullName()) || notes.contains(other.phone()) ? 1 : 0;
      breaks += notes.contains("\n") ? 1 : 0;
    }
    assertThat(own).isGreaterThan(400);
    assertThat(others).isGreaterThan(100);
    assertThat(breaks).isGreaterThan(50);
  }

  @Test
  void write_missingDirectory_leavesNothing() {
    assertThatThrownBy(() -> new CustomersGenerator(1, 1).write(directory.resolve("no/a.csv")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> new CustomersGenerator(-1, 1))
        .hasMessage("rows must be 0 or more, was -1");
  }

  private Path write(String name, int rows, long seed) throws IOException {
    Path file = directory.resolve(name);
    new CustomersGenerator(rows, seed).write(file);
    return file;
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 1 ? digit * 2 : digit;
      sum += weighted / 10 + weighted % 10;
    }
    return sum % 10;
  }

  private static int mod97(String iban) {
    String turned = iban.substring(4) + iban.substring(0, 4);
    return new BigInteger(Numbers.lettersAsNumbers(turned)).mod(BigInteger.valueOf(97)).intValue();
  }
}
