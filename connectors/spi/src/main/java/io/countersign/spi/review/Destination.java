package io.countersign.spi.review;

/** Where a message goes. */
public sealed interface Destination {

  /**
   * A channel that people share.
   *
   * @param id as the channel's system names it
   */
  record Place(String id) implements Destination {}

  /**
   * One person.
   *
   * @param subject their name in the channel's system, see {@link ChannelUser#subject()}
   */
  record Direct(String subject) implements Destination {}
}
