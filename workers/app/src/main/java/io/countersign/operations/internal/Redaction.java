package io.countersign.operations.internal;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like a secret or like a person's data. The last line of defence:
 * nothing of the kind is logged on purpose, but libraries quote what they fail on.
 */
final class Redaction {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(\\b(?:password|passwd|pwd|secret|token|api[_-]?key|authorization)\\b[\"']?\\s*[=:]\\s*[\"']?)(?:(?:bearer|basic)\\s+)?[^\\s\"',;&]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i:bearer)\\s+[A-Za-z0-9._~+/=-]{8,}|\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*|\\bxox[a-z]-[\\w-]+|\\bxapp-[\\w-]+|\\bwhsec_[A-Za-z0-9+/=]+|PRIVATE\\+KEY\\+\\S+");

  /** PostgreSQL quotes rows in these; so do its drivers. */
  private static final Pattern QUOTED_ROW =
      Pattern.compile("(?m)^(\\s*(?:Detail|Where): ).*$|(Failing row contains ).*$");

  private static final Pattern MAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*\\.\\p{L}{2,}");
  private static final Pattern IBAN =
      Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");
  private static final Pattern PHONE = Pattern.compile("(?<![\\w+])\\+\\d[\\d ().-]{7,18}\\d");
  private static final Pattern GROUPED =
      Pattern.compile("\\b\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{1,7}\\b|\\b\\d{3}-\\d{2}-\\d{4}\\b");
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private Redaction() {}

  static String of(String text) {
    String redacted = SECRET.matcher(text).replaceAll("$1<secret>");
    redacted = CREDENTIAL.matcher(redacted).replaceAll("<secret>");
    redacted =
        QUOTED_ROW
            .matcher(redacted)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        (found.group(1) == null ? found.group(2) : found.group(1)) + "<data>"));
    redacted = MAIL.matcher(redacted).replaceAll("<e-mail>");
    redacted =
        IBAN.matcher(redacted)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(isIban(found.group()) ? "<iban>" : found.group()));
    redacted = PHONE.matcher(redacted).replaceAll("<phone>");
    return GROUPED.matcher(redacted).replaceAll("<number>");
  }

  /** ISO 7064 MOD 97-10, as in ISO 13616. */
  private static boolean isIban(String text) {
    String compact = text.replace(" ", "");
    StringBuilder digits = new StringBuilder();
    for (char c : (compact.substring(4) + compact.substring(0, 4)).toCharArray()) {
      digits.append(Character.digit(c, 36));
    }
    return new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
  }
}
