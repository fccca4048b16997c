package io.countersign.masking.internal.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateShiftTest {
  private static String shift(String date, int days) {
    byte[] b = date.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[64];
    int n = new DateShift().write(b, 0, b.length, days, out, 0);
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "1987-02-27, 3, 1987-03-02",
    "2000-02-28, 1, 2000-02-29",
    "2020-01-01, -1, 2019-12-31",
    "1987/02/27, 3, 1987/03/02",
    "19870227, 3, 19870302",
    "27.02.1987, 3, 02.03.1987",
    "27-02-1987, 3, 02-03-1987",
    "02/27/1987, 3, 03/02/1987",
    "27/02/1987, 3, 02/03/1987",
    "2/9/1987, 3, 2/12/1987",
    "1987-02-27T10:11:12Z, 3, 1987-03-02T10:11:12Z",
    "1987-02-27 10:11, 3, 1987-03-02 10:11"
  })
  void write_dates_movesThemAsTheyAreWritten(String date, int days, String moved) {
    assertThat(shift(date, days)).isEqualTo(moved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "1987-02-30", "1987-13-01", "27.02.87", "1987-02", "1987-02-27x"})
  void write_noDates_writesNothing(String text) {
    assertThat(shift(text, 5)).isEmpty();
  }
}
