package io.countersign.cli;

import io.countersign.support.PlainText;
import java.text.NumberFormat;
import java.util.Locale;

/** Text for people: safe to print, and easy to read. */
final class Text {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Text() {}

  /** See {@link PlainText#visible}. */
  static String visible(String text) {
    return PlainText.visible(text);
  }

  static String count(long number) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
  }

  static String bytes(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? (long) value + " B"
        : String.format(Locale.ENGLISH, "%.1f %s", value, UNITS[unit]);
  }

  /** The first characters of a digest, enough to compare by eye. */
  static String brief(String digest) {
    int colon = digest.indexOf(':');
    String hex = colon < 0 ? digest : digest.substring(colon + 1);
    return hex.length() <= 12 ? hex : hex.substring(0, 12) + "…";
  }
}
