package io.countersign.masking.internal.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.DateFormatSymbols;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;

/**
 * What is known about words, by a hash of the word in lower case: lists beside this class, country
 * names, months and weekdays of several languages from the JDK. Two different words meet in one
 * entry with a chance of about 2⁻⁴².
 */
final class Lexicon {
  static final int FIRST = 1;
  static final int LAST = 1 << 1;
  static final int COMMON = 1 << 2;
  static final int TITLE = 1 << 3;
  static final int COUNTRY = 1 << 4;
  static final int PLACE = 1 << 5;
  static final int STREET = 1 << 6;
  static final int STREET_PREFIX = 1 << 7;
  static final int ORG = 1 << 8;
  static final int MONTH = 1 << 9;
  static final int WEEKDAY = 1 << 10;
  static final int PARTICLE = 1 << 11;
  static final int UNIT = 1 << 12;
  static final int STATE = 1 << 13;
  static final int PERSON_BEFORE = 1 << 14;
  static final int PERSON_AFTER = 1 << 15;
  static final int PLACE_BEFORE = 1 << 16;
  static final int ORG_BEFORE = 1 << 17;

  /** First word of a place or country of several words. */
  static final int PLACE_START = 1 << 18;

  static final int ADDRESS_BEFORE = 1 << 19;
  static final int DEMONYM = 1 << 20;

  private static final int SIZE = 1 << 16;
  private static final int FLAG_BITS = 22;
  private static final long FLAG_MASK = (1L << FLAG_BITS) - 1;

  /** The upper bits of a hash with the flags of its word below, so that a look is one access. */
  private static final long[] TABLE = new long[SIZE];

  private static final Locale[] LANGUAGES = {
    Locale.ENGLISH,
    Locale.GERMAN,
    Locale.FRENCH,
    Locale.ITALIAN,
    Locale.of("es"),
    Locale.of("pt"),
    Locale.of("nl"),
    Locale.of("pl"),
    Locale.of("sv")
  };

  static {
    file("first-names.txt", FIRST);
    file("surnames.txt", LAST);
    file("common.txt", COMMON);
    file("titles.txt", TITLE);
    file("places.txt", PLACE);
    file("organisations.txt", ORG);
    file("streets.txt", STREET);
    file("street-prefixes.txt", STREET_PREFIX);
    fromTheJdk();
    words(
        PARTICLE,
        "van de der den von zu zum zur la le las los del della di da dos das do du ten ter te op bin"
            + " ibn al el ben bint abu y af av st saint san santa dal dalla lo degli delle dello des nad pod u sur sous ob");
    words(UNIT, "apt apartment suite ste unit floor fl room rm flat bldg building lot office");
    words(
        STATE,
        "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj"
            + " nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc ap ae aa pr gu");
    words(
        PERSON_BEFORE,
        "name named names called said dear hi hello hey thanks thank by sincerely regards attn cc"
            + " author actor actress singer patient customer client employee user mother father mom"
            + " dad brother sister wife husband son daughter friend uncle aunt cousin boss"
            + " colleague neighbor neighbour partner met told asked ask contact signed am meet"
            + " with knew know love loves married guest student teacher professor manager assistant"
            + " spokesman spokeswoman surname alias nickname owner tenant buyer seller applicant"
            + " starring directed written featuring introduce introducing remember call tell per"
            + " hiring hired interviewed interview welcome believe recipient beneficiary holder"
            + " guardian witness suspect victim plaintiff defendant judge heer heisst heißt"
            + " heiße heisse appelle llamo llama chiamo maiden ceo cto cfo founder sender poet"
            + " composer painter drummer guitarist bassist why under");
    words(
        PERSON_AFTER,
        "said says asked told called wrote writes lives works works's phoned emailed mailed visited"
            + " replied explained claims confirmed reported complained wants wanted needs needed"
            + " has had was is will would who moved born joined left listed likes loves married"
            + " thinks thought went came works lived worked received requested ordered bought paid"
            + " died met spent gave sent signed founded directed starred agreed refused");
    words(
        PLACE_BEFORE,
        "in from to near visit visited visiting visits leaving leave city town capital village"
            + " outside around through toward towards into across within throughout flew fly flying"
            + " traveled travelled trip arrived live living based located resident country state"
            + " county region north south east west southern northern eastern western downtown");
    words(
        ORG_BEFORE,
        "at for company firm employer joined bank works worked hired acquired"
            + " sued startup corporation organization organisation brand vendor supplier subsidiary");
    words(
        ADDRESS_BEFORE,
        "address addresses at live lives living located street reside resides residing shipped"
            + " ship deliver delivered billing shipping mailing adresse wohnhaft corner return"
            + " taxi meet located find office home moved");
  }

  private Lexicon() {}

  private static void fromTheJdk() {
    for (String code : Locale.getISOCountries()) {
      for (Locale language : LANGUAGES) {
        String name = Locale.of("", code).getDisplayCountry(language);
        phrase(name, COUNTRY);
        if (name.contains(" & ")) {
          phrase(name.replace(" & ", " and "), COUNTRY);
        }
      }
    }
    for (String zone : ZoneId.getAvailableZoneIds()) {
      int slash = zone.lastIndexOf('/');
      if (slash > 0 && !zone.startsWith("Etc") && !zone.startsWith("SystemV")) {
        phrase(zone.substring(slash + 1).replace('_', ' '), PLACE);
      }
    }
    for (Locale language : LANGUAGES) {
      DateFormatSymbols symbols = DateFormatSymbols.getInstance(language);
      each(symbols.getMonths(), MONTH);
      each(symbols.getShortMonths(), MONTH);
      each(symbols.getWeekdays(), WEEKDAY);
    }
    words(MONTH, "sept");
    each(DateFormatSymbols.getInstance(Locale.ENGLISH).getShortWeekdays(), WEEKDAY);
  }

  private static void each(String[] names, int flag) {
    for (String name : names) {
      String word = name.replace(".", "");
      if (word.length() >= 3) {
        put(WordHash.ofText(word), flag);
      }
    }
  }

  private static void file(String name, int flag) {
    try (InputStream in =
        Lexicon.class.getResourceAsStream("/io/countersign/masking/words/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The word list " + name + " is missing.");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          words(flag, line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void words(int flag, String list) {
    for (String word : list.split(" ")) {
      if (!word.isEmpty()) {
        phrase(word.replace('_', ' '), flag);
      }
    }
  }

  /** Stores a phrase under the combined hash of its words, as {@link Words} splits it. */
  private static void phrase(String text, int flag) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(b, b.length + 16);
    Words words = new Words();
    words.split(padded, 0, b.length);
    if (words.count == 0) {
      return;
    }
    long h = words.hash[0];
    for (int i = 1; i < words.count; i++) {
      h = combine(h, words.hash[i]);
    }
    if (words.count == 1 && b.length < 3 && (flag == PLACE || flag == COUNTRY)) {
      return;
    }
    put(h, flag);
    if (words.count > 1) {
      put(words.hash[0], PLACE_START);
    }
  }

  static long combine(long a, long b) {
    return Long.rotateLeft(a, 13) * 0x9e3779b97f4a7c15L + b;
  }

  private static void put(long hash, int flag) {
    int at = slot(hash);
    TABLE[at] |= (hash & ~FLAG_MASK) | flag;
  }

  private static int slot(long hash) {
    int at = (int) (hash ^ (hash >>> 32)) & (SIZE - 1);
    while (TABLE[at] != 0 && ((TABLE[at] ^ hash) & ~FLAG_MASK) != 0) {
      at = (at + 1) & (SIZE - 1);
    }
    return at;
  }

  /**
   * What is known of a word, by way of a small cache of the caller's, which holds the words that
   * most of a text consists of nearer to the processor than the whole table.
   */
  static int flags(long hash, long[] cache) {
    int at = (int) (hash >>> 40) & (cache.length - 1);
    long entry = cache[at];
    if (((entry ^ hash) & ~FLAG_MASK) != 0) {
      entry = (hash & ~FLAG_MASK) | flags(hash);
      cache[at] = entry;
    }
    return (int) (entry & FLAG_MASK);
  }

  /** What is known of a word or phrase; 0 for nothing. */
  static int flags(long hash) {
    return (int) (TABLE[slot(hash)] & FLAG_MASK);
  }
}
