package io.countersign.access;

import java.util.Map;

/**
 * Somebody known called what none of their roles allows. Published before they are told; the body
 * of their call was not read.
 *
 * @param caller who called
 * @param endpoint method and path pattern, one space between
 * @param places the values in the path, by name, as they were sent
 * @param userAgent the program that they say they used; empty where they do not say
 */
public record CallDenied(
    Caller caller, String endpoint, Map<String, String> places, String userAgent) {

  public CallDenied {
    places = Map.copyOf(places);
  }
}
