package io.countersign.connectors.teams;

import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.Visible;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts, edits and answers messages in channels, group chats and with single people. */
final class Conversations {

  private static final String ROOT = "v3/conversations";
  private static final int LONGEST = 3_000;

  private final Connector connector;
  private final References references;
  private final TeamsSettings settings;

  Conversations(Connector connector, References references, TeamsSettings settings) {
    this.connector = connector;
    this.references = references;
    this.settings = settings;
  }

  /** A message of words, in which nothing is markup. */
  static Map<String, ?> plain(String words) {
    return Map.of(
        "type", "message", "textFormat", "plain", "text", Limits.cut(Visible.line(words), LONGEST));
  }

  MessageRef post(Destination to, Map<String, ?> message) throws ChannelException {
    return switch (to) {
      case Destination.Direct direct -> direct(direct.subject(), message);
      case Destination.Place place ->
          isChannel(place.id()) ? begin(place.id(), message) : send(place.id(), message);
    };
  }

  /** Channels of teams have threads; chats have none. */
  private static boolean isChannel(String place) {
    return place.endsWith("@thread.tacv2") || place.endsWith("@thread.skype");
  }

  /** A new thread. */
  private MessageRef begin(String place, Map<String, ?> message) throws ChannelException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("isGroup", true);
    body.put("bot", Map.of("id", "28:" + settings.app()));
    body.put("channelData", Map.of("channel", Map.of("id", place)));
    body.put("activity", message);
    Json made = connector.send(references.service(place), ROOT, "POST", body, place);
    return new MessageRef(place, id(made, "activityId"));
  }

  private MessageRef send(String place, Map<String, ?> message) throws ChannelException {
    return send(references.service(place), place, message);
  }

  private MessageRef send(URI service, String place, Map<String, ?> message)
      throws ChannelException {
    Json made = connector.send(service, path(place), "POST", message, place);
    return new MessageRef(place, id(made, "id"));
  }

  private static String path(String place) {
    return ROOT + "/" + Connector.part(place) + "/activities";
  }

  private static String id(Json made, String name) throws ChannelException {
    return made.text(name)
        .orElseThrow(
            () -> new ChannelException(Remedy.LATER, "Teams does not say where a message is."));
  }

  private MessageRef direct(String subject, Map<String, ?> message) throws ChannelException {
    String object = settings.object(subject).orElseThrow(() -> TeamsChannel.stranger(subject));
    Optional<References.Personal> known = references.personal(object);
    if (known.isPresent()) {
      return send(known.get().service(), known.get().conversation(), message);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("isGroup", false);
    body.put("bot", Map.of("id", "28:" + settings.app()));
    body.put("members", List.of(Map.of("id", references.user(object).orElse(object))));
    body.put("tenantId", settings.tenant());
    body.put("channelData", Map.of("tenant", Map.of("id", settings.tenant())));
    Json made = connector.send(settings.service(), ROOT, "POST", body, subject);
    String conversation = id(made, "id");
    references.remember(object, settings.service(), conversation);
    return send(settings.service(), conversation, message);
  }

  /** The name under which a conversation knows somebody; asks its roster once. */
  Optional<String> user(String place, String object) {
    Optional<String> known = references.user(object);
    if (known.isPresent()) {
      return known;
    }
    try {
      Json member =
          connector.get(
              references.service(place),
              ROOT + "/" + Connector.part(place) + "/members/" + Connector.part(object));
      Optional<String> found = member.text("id");
      found.ifPresent(user -> references.remember(object, user));
      return found;
    } catch (ChannelException e) {
      return Optional.empty();
    }
  }

  void update(MessageRef ref, Map<String, ?> message) throws ChannelException {
    connector.send(
        references.service(ref.place()),
        path(ref.place()) + "/" + Connector.part(ref.id()),
        "PUT",
        message,
        ref.place());
  }

  void reply(MessageRef ref, Map<String, ?> message) throws ChannelException {
    String thread = isChannel(ref.place()) ? ref.place() + ";messageid=" + ref.id() : ref.place();
    connector.send(references.service(ref.place()), path(thread), "POST", message, ref.place());
  }

  /** Answers where somebody wrote. */
  void answer(Activity activity, String words) throws ChannelException {
    Optional<URI> service = activity.service();
    Optional<String> place = activity.json().at("conversation").text("id");
    if (service.isPresent() && place.isPresent()) {
      send(service.get(), place.get(), plain(words));
    }
  }
}
