package io.countersign.connectors.teams;

import io.countersign.spi.review.MessageRef;
import java.net.URI;
import java.util.Optional;

/**
 * What Teams says that somebody did. All of it stands in the body, so it is worth what the token
 * that came with it is worth.
 */
record Activity(Json json) {

  String type() {
    return json.text("type").orElse("");
  }

  String name() {
    return json.text("name").orElse("");
  }

  String channel() {
    return json.text("channelId").orElse("");
  }

  Optional<String> serviceText() {
    return json.text("serviceUrl");
  }

  /** Where its conversation is looked after. */
  Optional<URI> service() {
    return serviceText()
        .flatMap(
            text -> {
              try {
                return Optional.of(URI.create(text.endsWith("/") ? text : text + "/"));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }

  Optional<String> tenant() {
    return json.at("channelData").at("tenant").text("id");
  }

  /** The tenant that the conversation names, where it does. */
  Optional<String> conversationTenant() {
    return json.at("conversation").text("tenantId");
  }

  /** Whoever did it, as the conversation knows them. */
  Optional<String> user() {
    return json.at("from").text("id");
  }

  /** Whoever did it, as the tenant knows them. */
  Optional<String> object() {
    return json.at("from").text("aadObjectId");
  }

  boolean isPersonal() {
    return json.at("conversation").text("conversationType").filter("personal"::equals).isPresent();
  }

  /** The conversation, without the message that a thread hangs on. */
  Optional<String> conversation() {
    return json.at("conversation").text("id").map(id -> id.replaceFirst(";messageid=.*$", ""));
  }

  /** The message that a card's button stands on. */
  Optional<MessageRef> message() {
    return conversation()
        .flatMap(place -> json.text("replyToId").map(id -> new MessageRef(place, id)));
  }

  /** What a card's action asks for. */
  String verb() {
    return json.at("value").at("action").text("verb").orElse("");
  }

  /** Whether a client did it by itself, as it does to have a card brought up to date. */
  boolean isAutomatic() {
    return json.at("value").text("trigger").filter("automatic"::equals).isPresent();
  }

  Json data() {
    return json.at("value").at("action").at("data");
  }
}
