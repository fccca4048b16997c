package io.countersign.spi.review;

import java.util.Optional;

/**
 * Somebody as a channel has authenticated them: a full member, no guest, no program.
 *
 * @param subject their name in the channel's system, which no other user of any other workspace or
 *     tenant can have
 * @param email their address, where the channel vouches that it is theirs
 */
public record ChannelUser(String subject, Optional<String> email) {}
