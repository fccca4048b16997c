package io.countersign.spi.review;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where people prove in their browser which of the channel's users they are: OpenID Connect,
 * authorization code. The application speaks the protocol; a channel says with whom, and reads what
 * was signed.
 */
public interface ChatSignIn {

  /** With whom. */
  Provider provider();

  /**
   * Who signed in.
   *
   * @param claims of an ID token whose signature, issuer, audience, times and nonce were checked
   */
  Result read(Map<String, Object> claims);

  /**
   * An OpenID provider and the application's registration there.
   *
   * @param issuer as ID tokens name it
   * @param authorization where browsers are sent
   * @param token where codes are redeemed
   * @param keys what signs ID tokens, as a JWK set
   * @param scopes what is asked for
   * @param more further parameters of the authorization request
   */
  record Provider(
      String issuer,
      URI authorization,
      URI token,
      URI keys,
      String clientId,
      String clientSecret,
      List<String> scopes,
      Map<String, String> more) {

    public Provider {
      scopes = List.copyOf(scopes);
      more = Map.copyOf(more);
    }

    @Override
    public String toString() {
      return "Provider[" + issuer + ", " + clientId + "]";
    }
  }

  /** Who somebody is to the channel. */
  sealed interface Result {

    /**
     * A user who may take part.
     *
     * @param shownAs how people know them there; untrusted text
     */
    record Member(ChannelUser user, String shownAs) implements Result {}

    /** Why they may not, in a sentence for them. */
    record Outsider(String why) implements Result {}
  }
}
