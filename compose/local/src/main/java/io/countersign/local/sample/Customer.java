package io.countersign.local.sample;

import java.time.LocalDate;

/**
 * One made-up person.
 *
 * @param id 1 for the first row
 * @param phone with country code and spaces, as people write it
 * @param card digits alone
 * @param iban without spaces
 * @param country ISO 3166-1 alpha-2
 */
record Customer(
    long id,
    String firstName,
    String lastName,
    String email,
    String phone,
    String card,
    String iban,
    LocalDate birthDate,
    String street,
    String postcode,
    String city,
    String country) {

  String fullName() {
    return firstName + " " + lastName;
  }
}
