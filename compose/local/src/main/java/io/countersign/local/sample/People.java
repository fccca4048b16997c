package io.countersign.local.sample;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.datafaker.Faker;
import net.datafaker.providers.base.Address;

/**
 * Makes people. Names and places are drawn once per region; a person is put together from them by a
 * random source that depends on the seed and the person's id alone, so any row can be made again.
 */
final class People {
  private static final int NAMES = 300;
  private static final int PLACES = 200;
  private static final int MOBILES = 80;
  private static final long PHONE_SPAN = 1_000_000;
  private static final int PHONE_TAIL = 1_000;
  private static final List<String> MAIL_HOSTS =
      List.of(
          "example.com",
          "example.org",
          "example.net",
          "mail.example.com",
          "post.example.org",
          "inbox.example.net");

  private final long seed;
  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
  private final Map<Region, Pool> pools = new EnumMap<>(Region.class);

  People(long seed) {
    this.seed = seed;
    for (Region region : Region.values()) {
      pools.put(region, pool(region));
    }
  }

  /** Returns the person with this id, always the same one. */
  Customer person(long id) {
    SplittableRandom random = random(id, 1);
    Region region = Region.values()[random.nextInt(Region.values().length)];
    Pool pool = pools.get(region);
    if (pool == null) {
      throw new IllegalStateException("No pool for " + region);
    }
    String first = pick(pool.firstNames, random);
    String last = pick(pool.lastNames, random);
    Place place = pick(pool.places, random);
    return new Customer(
        id,
        first,
        last,
        email(first, last, random),
        phone(pick(pool.mobiles, random), random),
        Numbers.card(random),
        Numbers.iban(region, random),
        LocalDate.of(1938, 1, 1).plusDays(random.nextInt(25_000)),
        place.street,
        place.postcode,
        place.city,
        region.code());
  }

  /**
   * Returns somebody else that this person's notes may speak of; one with a smaller id if there is.
   */
  Customer acquaintance(long id) {
    return person(id == 1 ? 2 : random(id, 2).nextLong(1, id));
  }

  /** Returns a random source for one purpose about one person. */
  SplittableRandom random(long id, int purpose) {
    // Consecutive ids must not give related streams; the first output of a generator is a good mix.
    return new SplittableRandom(
        new SplittableRandom(seed + 31 * purpose).nextLong() ^ new SplittableRandom(id).nextLong());
  }

  private Pool pool(Region region) {
    Faker faker = new Faker(region.locale(), new Random(seed + region.ordinal()));
    Address address = faker.address();
    return new Pool(
        draw(NAMES, faker.name()::firstName),
        draw(NAMES, faker.name()::lastName),
        draw(PLACES, () -> new Place(address.streetAddress(), address.postcode(), address.city())),
        mobiles(region));
  }

  private static <T> List<T> draw(int count, Supplier<T> source) {
    return Stream.generate(source).limit(count).toList();
  }

  private static String email(String first, String last, SplittableRandom random) {
    String name =
        switch (random.nextInt(3)) {
          case 0 -> ascii(first) + "." + ascii(last);
          case 1 -> ascii(first).charAt(0) + ascii(last);
          default -> ascii(last) + "_" + ascii(first);
        };
    return name + random.nextInt(1, 1000) + "@" + pick(MAIL_HOSTS, random);
  }

  private static String ascii(String name) {
    String plain =
        Normalizer.normalize(
                name.replace("ß", "ss")
                    .replace("ł", "l")
                    .replace("Ł", "L")
                    .replace("ø", "o")
                    .replace("Ø", "O")
                    .replace("æ", "ae")
                    .replace("Æ", "Ae"),
                Normalizer.Form.NFD)
            .replaceAll("[^A-Za-z]", "")
            .toLowerCase(Locale.ROOT);
    return plain.isEmpty() ? "x" : plain;
  }

  /**
   * Draws beginnings of mobile numbers; whether a number is valid does not hang on its last digits.
   */
  private List<PhoneNumber> mobiles(Region region) {
    PhoneNumber example = phones.getExampleNumberForType(region.code(), PhoneNumberType.MOBILE);
    long stem = example.getNationalNumber() / PHONE_SPAN * PHONE_SPAN;
    SplittableRandom random = random(region.ordinal(), 4);
    return LongStream.generate(() -> stem + random.nextLong(PHONE_SPAN))
        .mapToObj(
            number ->
                new PhoneNumber()
                    .setCountryCode(example.getCountryCode())
                    .setNationalNumber(number / PHONE_TAIL * PHONE_TAIL))
        .filter(phones::isValidNumber)
        .limit(MOBILES)
        .toList();
  }

  private String phone(PhoneNumber beginning, SplittableRandom random) {
    return phones.format(
        new PhoneNumber()
            .setCountryCode(beginning.getCountryCode())
            .setNationalNumber(beginning.getNationalNumber() + random.nextInt(PHONE_TAIL)),
        PhoneNumberFormat.INTERNATIONAL);
  }

  static <T> T pick(List<T> pool, SplittableRandom random) {
    return pool.get(random.nextInt(pool.size()));
  }

  private record Place(String street, String postcode, String city) {}

  private record Pool(
      List<String> firstNames,
      List<String> lastNames,
      List<Place> places,
      List<PhoneNumber> mobiles) {}
}
