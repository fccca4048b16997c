package io.countersign.local.sample;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes what a help desk writes into a free-text field: about the person of the row, about others,
 * about nobody; with quotes, commas and line breaks.
 */
final class Notes {
  private static final List<String> ABOUT_NOBODY =
      List.of(
          "",
          "",
          "No open points.",
          "Prefers to be called in the evening, not before 6 pm.",
          "Invoice 20394 paid twice, refund sent.",
          "Asked for the \"premium\" tariff, waits for an offer.",
          "Order of 12 May 2024: 3 items, 2 delivered.",
          "Wants paper invoices, not e-mail.",
          "Complaint about delivery;\nsolved on the same day.");

  private static final List<String> ABOUT_THE_PERSON =
      List.of(
          "{name} called about a late parcel.",
          "Spoke with {name}, call back on {phone}.",
          "Send the contract to {email}, please.",
          "{last} paid with card {card}, the bank declined it twice.",
          "Card {cardSpaced} expired, {first} will send a new one.",
          "New address for {name}: {street}, {postcode} {city}.",
          "Identity checked: {name}, born {born}.",
          "Refund to {iban}, confirmed by {first} by phone ({phone}).",
          "Customer said: \"My name is {name}, not {last} {first}!\"",
          "{name}\n{street}\n{postcode} {city}\n{email}",
          "Mail from {email}:\n\"Please call me on {phone}, thanks, {first}\"",
          "{upper} / {phoneTight} / {card}");

  private static final List<String> ABOUT_OTHERS =
      List.of(
          "Referred by {otherName} ({otherEmail}).",
          "{otherName} may collect the parcel for {name}; phone {otherPhone}.",
          "Same household as {otherName}, see customer {otherId}.",
          "Partner {otherFirst} answers, number {otherPhone}, \"any time after 5\".",
          "{otherName} wrote from {otherEmail} on behalf of {last}, power of attorney attached.");

  private static final List<String> OTHER_LANGUAGES =
      List.of(
          "Herr oder Frau {last} bittet um Rückruf unter {phone}.",
          "{name} hat am Telefon die Karte {cardSpaced} genannt, bitte löschen.",
          "Rappeler {name} au {phone}, avant midi.",
          "Contrat envoyé à {email}, {first} confirme.",
          "Llamar a {name}, teléfono {phone}, por la tarde.",
          "{name} ha chiesto il rimborso su {iban}.");

  private Notes() {}

  static String write(Customer customer, Customer other, SplittableRandom random) {
    int kind = random.nextInt(100);
    List<String> templates =
        kind < 30
            ? ABOUT_NOBODY
            : kind < 70 ? ABOUT_THE_PERSON : kind < 85 ? ABOUT_OTHERS : OTHER_LANGUAGES;
    String text = fill(People.pick(templates, random), customer, other);
    boolean more = kind >= 30 && random.nextInt(10) == 0;
    return more ? text + "\n" + fill(People.pick(ABOUT_THE_PERSON, random), customer, other) : text;
  }

  private static String fill(String template, Customer customer, Customer other) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int end = template.indexOf('}', open);
      text.append(template, at, open);
      text.append(value(template.substring(open + 1, end), customer, other));
      at = end + 1;
    }
    return text.append(template, at, template.length()).toString();
  }

  private static String value(String name, Customer customer, Customer other) {
    return switch (name) {
      case "name" -> customer.fullName();
      case "first" -> customer.firstName();
      case "last" -> customer.lastName();
      case "upper" -> customer.fullName().toUpperCase(Locale.ROOT);
      case "email" -> customer.email();
      case "phone" -> customer.phone();
      case "phoneTight" -> customer.phone().replaceAll("[ -]", "");
      case "card" -> customer.card();
      case "cardSpaced" -> customer.card().replaceAll("(\\d{4})(?=\\d)", "$1 ");
      case "iban" -> customer.iban();
      case "born" -> customer.birthDate().toString();
      case "street" -> customer.street();
      case "postcode" -> customer.postcode();
      case "city" -> customer.city();
      case "otherName" -> other.fullName();
      case "otherFirst" -> other.firstName();
      case "otherEmail" -> other.email();
      case "otherPhone" -> other.phone();
      case "otherId" -> Long.toString(other.id());
      default -> throw new IllegalArgumentException("Unknown placeholder " + name);
    };
  }
}
