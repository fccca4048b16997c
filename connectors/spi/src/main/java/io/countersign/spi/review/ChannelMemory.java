package io.countersign.spi.review;

import java.util.Optional;

/**
 * What a channel has learned of its system and would have to learn anew: where conversations are,
 * under which names people are known there. Never a secret, never anything that lets somebody
 * decide. Survives a crash; the last note of a name counts.
 */
public interface ChannelMemory {

  /** Keeps nothing. */
  ChannelMemory NONE =
      new ChannelMemory() {
        @Override
        public Optional<String> find(String name) {
          return Optional.empty();
        }

        @Override
        public void note(String name, String content) {
          // Nothing is kept.
        }

        @Override
        public void forget(String name) {
          // Nothing was kept.
        }
      };

  /** What was noted last under a name. */
  Optional<String> find(String name);

  void note(String name, String content);

  void forget(String name);
}
