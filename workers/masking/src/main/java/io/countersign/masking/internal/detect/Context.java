package io.countersign.masking.internal.detect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Words just before a candidate that speak for a class. */
final class Context {
  static final WordSet SSN =
      WordSet.of("ssn ssns social security socialsecurity ss taxpayer itin tin");
  static final WordSet PHONE =
      WordSet.of(
          "phone phones telephone tel mobile cell cellphone call calls called calling "
              + "fax dial ring reach contact text sms whatsapp telefon handy ruf telefono "
              + "teléfono téléphone portable hotline number landline voicemail extension "
              + "callback ph answer answers answering answered reached reachable dialed "
              + "dialled dialing rang phoned helpline contacted texted messaged telefonnummer "
              + "rufnummer numéro número cellulare móvil celular telemóvel nummer");

  /** Words before numbers that are no phones. */
  static final WordSet OTHER_NUMBER =
      WordSet.of(
          "order orders invoice ticket case id ids ref reference tracking number no nr isbn ean"
              + " gtin upc sku batch serial version build code order# part item model policy"
              + " contract file bytes total sum amount usd eur gbp population row rows count"
              + " timestamp epoch pid hash account acct transaction receipt confirmation booking"
              + " reservation shipment parcel docket claim license licence passport");

  static final WordSet NATIONAL =
      WordSet.of(
          "cpf cnpj pesel steuer steuerid idnr identifikationsnummer tin bsn "
              + "steueridentifikationsnummer burgerservicenummer sofinummer aadhaar aadhar uidai nir insee sécu sécurité "
              + "sociale dni nie nif fiscal tax national identity nationality steuernummer "
              + "sociaal");
  static final WordSet BIRTH =
      WordSet.of(
          "born birth birthday birthdate dob bday birthdays geboren geburtsdatum geb geburtstag né "
              + "née naissance nacimiento nacido nacida nascita nato nata nascimento nascido "
              + "nascida geboortedatum urodzony urodzona urodzenia født född dateofbirth birthdt");

  private static final int WINDOW = 60;
  private static final int WORDS = 5;

  /** Whether one of the last words before {@code at} is in the set. */
  boolean before(byte[] b, int from, int at, WordSet words) {
    return before(b, from, at, words, WORDS);
  }

  boolean before(byte[] b, int from, int at, WordSet words, int maxWords) {
    int limit = Math.max(from, at - WINDOW);
    int p = at;
    for (int n = 0; n < maxWords; n++) {
      while (p > limit && !Chars.isLetter(b[p - 1])) {
        p--;
      }
      int e = p;
      while (p > limit && Chars.isLetter(b[p - 1])) {
        p--;
      }
      if (e == p) {
        return false;
      }
      if (e - p <= 32 && words.contains(b, p, e)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the date at {@code at} is one of birth: named so, D.O.B., b. or a star before it. */
  boolean birth(byte[] b, int from, int at) {
    int p = at;
    while (p > from && (b[p - 1] == ' ' || b[p - 1] == ':')) {
      p--;
    }
    boolean star = p > from && b[p - 1] == '*' && p < at;
    boolean born =
        p - 1 > from
            && b[p - 1] == '.'
            && (b[p - 2] | 0x20) == 'b'
            && (p - 2 == from || !Chars.isAlnum(b[p - 3]));
    return star || born || before(b, from, at, BIRTH, 4);
  }

  /** Whether one of the next words after {@code at} is in the set. */
  boolean after(byte[] b, int at, int to, WordSet words, int maxWords) {
    int limit = Math.min(to, at + WINDOW);
    int p = at;
    for (int n = 0; n < maxWords; n++) {
      while (p < limit && !Chars.isLetter(b[p])) {
        p++;
      }
      int s = p;
      while (p < limit && Chars.isLetter(b[p])) {
        p++;
      }
      if (s == p) {
        return false;
      }
      if (p - s <= 32 && words.contains(b, s, p)) {
        return true;
      }
    }
    return false;
  }

  static String lowerWord(byte[] b, int from, int to) {
    byte[] w = new byte[to - from];
    boolean ascii = true;
    for (int i = 0; i < w.length; i++) {
      w[i] = Chars.lower(b[from + i]);
      ascii &= w[i] >= 0;
    }
    String s = new String(w, StandardCharsets.UTF_8);
    return ascii ? s : s.toLowerCase(Locale.ROOT);
  }
}
