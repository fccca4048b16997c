package io.countersign.masking.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.DataClass;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NationalIdsTest {

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        check("PESEL", "44051401359", NationalIds::pesel),
        check("Steuer-ID", "86095742719", NationalIds::steuerId),
        check("BSN", "111222333", NationalIds::bsn),
        check("NIR", "255081416802538", NationalIds::nir),
        check("Aadhaar", "234123412346", NationalIds::aadhaar),
        check("CPF", "52998224725", NationalIds::cpf),
        check("CNPJ", "11222333000181", NationalIds::cnpj));
  }

  private static Arguments check(String name, String valid, Predicate<byte[]> check) {
    return Arguments.of(name, valid, check);
  }

  /** None of these schemes lets a single wrong last digit pass. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void check_onlyTheRightLastDigit_passes(String name, String valid, Predicate<byte[]> check) {
    for (char last = '0'; last <= '9'; last++) {
      String number = valid.substring(0, valid.length() - 1) + last;
      assertThat(check.test(ascii(number))).as(number).isEqualTo(number.equals(valid));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12345678Z, NATIONAL_ID_ES",
    "12345678A, ",
    "X1234567L, NATIONAL_ID_ES",
    "X1234567A, ",
    "RSSMRA85T10A562S, NATIONAL_ID_IT",
    "RSSMRA85T10A562T, ",
    "ABCPE1234F, NATIONAL_ID_IN",
    "ABCXE1234F, ",
    "AB123456C, NATIONAL_ID_UK",
    "AB123456E, ",
    "QQ123456C, "
  })
  void word_withItsCheckLetter_isOfItsCountry(String word, DataClass expected) {
    assertThat(NationalIds.word(ascii(word), word.length())).isEqualTo(expected);
  }
}
