package io.countersign.spi.review;

/**
 * Where a message is.
 *
 * @param place the conversation
 * @param id the message in it
 */
public record MessageRef(String place, String id) {}
