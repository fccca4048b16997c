package io.countersign.spi;

/**
 * Something that stands where an effect leaves things, whoever put it there.
 *
 * @param place names it for ever, equal to what {@link Effect#places} says of a request that would
 *     have put it there
 * @param what a noun phrase for people that begins a sentence, such as {@code The file
 *     '/srv/a.csv'}
 */
public record Holding(String place, String what) {}
