package io.countersign.connectors.teams;

import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import java.io.IOException;

/** Asks for everything that the bot cannot do without, before it begins. */
final class SelfTest {

  private final Keys keys;
  private final BotTokens tokens;
  private final TeamsSettings settings;

  SelfTest(Keys keys, BotTokens tokens, TeamsSettings settings) {
    this.keys = keys;
    this.tokens = tokens;
    this.settings = settings;
  }

  /**
   * Tests it.
   *
   * @throws ChannelException naming what is wrong and what to do about it
   */
  void run() throws ChannelException {
    Json metadata;
    try {
      metadata = keys.fetch();
    } catch (IOException e) {
      throw new ChannelException(
          Remedy.LATER,
          "The metadata of Teams' tokens cannot be read: "
              + e.getMessage()
              + ". Let this machine reach it, or set metadata-url as your cloud has it.");
    }
    String issuer = metadata.text("issuer").orElse("");
    if (!issuer.equals(settings.issuer())) {
      throw new ChannelException(
          Remedy.OPERATOR,
          "The metadata is of '"
              + issuer
              + "', but issuer is '"
              + settings.issuer()
              + "'. Set metadata-url and issuer of the same cloud.");
    }
    tokens.get();
  }
}
