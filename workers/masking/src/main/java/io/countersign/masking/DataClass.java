package io.countersign.masking;

/** What a value says about a person; also the types of spans that detection reports. */
public enum DataClass {
  PERSON("NAME", true),
  EMAIL("MAIL", true),
  PHONE("TEL", true),
  CARD("CARD", true),
  IBAN("IBAN", true),
  BANK_ACCOUNT("ACCT", true),
  US_SSN("SSN", true),
  NATIONAL_ID_US("NID", true),
  NATIONAL_ID_UK("NID", true),
  NATIONAL_ID_DE("NID", true),
  NATIONAL_ID_FR("NID", true),
  NATIONAL_ID_ES("NID", true),
  NATIONAL_ID_IT("NID", true),
  NATIONAL_ID_NL("NID", true),
  NATIONAL_ID_PL("NID", true),
  NATIONAL_ID_IN("NID", true),
  NATIONAL_ID_BR("NID", true),
  NATIONAL_ID("NID", true),
  RECORD_ID("ID", true),
  USERNAME("USER", true),
  MEDICAL_RECORD("MRN", true),
  LICENCE_PLATE("PLATE", true),
  IP_ADDRESS("IP", true),
  MAC_ADDRESS("MAC", true),
  URL("URL", true),
  SECRET("SECRET", true),
  COORDINATES("GEO", true),
  STREET_ADDRESS("ADDR", true),
  POSTCODE("ZIP", false),
  LOCATION("PLACE", false),
  COUNTRY("COUNTRY", false),
  ORGANIZATION("ORG", false),
  DATE_OF_BIRTH("DOB", true),
  DATE("DATE", false),
  AGE("AGE", false),
  FREE_TEXT("TEXT", false),
  NONE("VALUE", false);

  private final String tokenPrefix;
  private final boolean direct;

  DataClass(String tokenPrefix, boolean direct) {
    this.tokenPrefix = tokenPrefix;
    this.direct = direct;
  }

  /** The word before the underscore in a token, such as {@code NAME_q5t…}. */
  public String tokenPrefix() {
    return tokenPrefix;
  }

  /** Whether a value alone points to a person or gives access. */
  public boolean direct() {
    return direct;
  }
}
