package io.countersign.local.sample;

import java.util.Locale;

/**
 * Where the sample's people live.
 *
 * <p>The account pattern is that of the IBAN registry (ISO 13616) after country and check digits: a
 * count followed by {@code n} for digits, {@code a} for capital letters, {@code c} for either.
 */
enum Region {
  GERMANY("de-DE", "DE", "18n"),
  AUSTRIA("de-AT", "AT", "16n"),
  BRITAIN("en-GB", "GB", "4a14n"),
  IRELAND("en-IE", "IE", "4a14n"),
  FRANCE("fr-FR", "FR", "10n11c2n"),
  SPAIN("es-ES", "ES", "20n"),
  ITALY("it-IT", "IT", "1a10n12c"),
  NETHERLANDS("nl-NL", "NL", "4a10n"),
  POLAND("pl-PL", "PL", "24n"),
  PORTUGAL("pt-PT", "PT", "21n"),
  SWEDEN("sv-SE", "SE", "20n"),
  DENMARK("da-DK", "DK", "14n");

  private final Locale locale;
  private final String code;
  private final String accountPattern;

  Region(String tag, String code, String accountPattern) {
    this.locale = Locale.forLanguageTag(tag);
    this.code = code;
    this.accountPattern = accountPattern;
  }

  Locale locale() {
    return locale;
  }

  /** Returns the country as ISO 3166-1 alpha-2. */
  String code() {
    return code;
  }

  String accountPattern() {
    return accountPattern;
  }
}
