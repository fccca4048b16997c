package io.countersign.channels;

import io.countersign.identity.ChangeResult;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Links people with their names in chats. Both are proved in one browser: who they are here by its
 * session, who they are there by signing in; then they confirm that the two are one. What a session
 * has to remember in between is handed to its keeper, who gives each piece back once at most.
 */
public interface ChatLinks {

  /** The channels at which people can prove who they are. */
  List<String> channels();

  /**
   * Begins.
   *
   * @param person directory id of whoever the session belongs to
   * @return where the browser goes; empty where there is no such channel
   */
  Optional<Begun> begin(String channel, String person);

  /**
   * Goes on when the browser is back.
   *
   * @param pending what the session remembered and has forgotten now
   * @param state as it came back
   * @param code as it came back
   */
  Proof prove(Pending pending, String person, String state, String code);

  /**
   * Links, after the person has said yes.
   *
   * @param claim what the session remembered and has forgotten now
   * @param token as it came back with their yes
   */
  ChangeResult link(Claim claim, String person, String token);

  /** A browser's way out, and what its session has to remember. */
  record Begun(URI goTo, Pending pending) {}

  /** What is to come back; of one session, once, for some minutes. */
  record Pending(String channel, String person, String state, String nonce, Instant until)
      implements Serializable {

    @Override
    public String toString() {
      return "Pending[" + channel + ", " + person + "]";
    }
  }

  /**
   * What somebody has proved and not confirmed yet.
   *
   * @param subject their name in the channel's system
   * @param shownAs how people know them there; untrusted text
   */
  record Claim(
      String channel, String person, String subject, String shownAs, String token, Instant until)
      implements Serializable {

    @Override
    public String toString() {
      return "Claim[" + channel + ", " + person + ", " + subject + "]";
    }
  }

  /** What came of the way there and back. */
  sealed interface Proof {
    record Proved(Claim claim) implements Proof {}

    /** Why it proves nothing, in a sentence for them. */
    record Refused(String why) implements Proof {}
  }
}
