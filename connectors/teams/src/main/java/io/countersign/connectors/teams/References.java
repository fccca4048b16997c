package io.countersign.connectors.teams;

import io.countersign.spi.review.ChannelMemory;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where conversations are looked after, and under which names people are known there, as verified
 * activities said.
 */
final class References {

  private static final String PERSON = "person/";
  private static final String USER = "user/";
  private static final String PLACE = "place/";

  private final ChannelMemory memory;
  private final TeamsSettings settings;

  References(ChannelMemory memory, TeamsSettings settings) {
    this.memory = memory;
    this.settings = settings;
  }

  /** The conversation with one person. */
  record Personal(URI service, String conversation) {}

  /** Remembers what an activity says about where it comes from. */
  void learn(Activity activity) {
    Optional<URI> service = activity.service();
    Optional<String> conversation = activity.conversation();
    Optional<String> object = activity.object();
    if (service.isEmpty() || conversation.isEmpty()) {
      return;
    }
    object.ifPresent(id -> activity.user().ifPresent(user -> note(USER + id, Map.of("id", user))));
    Map<String, String> where = new LinkedHashMap<>();
    where.put("service", service.get().toString());
    where.put("conversation", conversation.get());
    if (activity.isPersonal()) {
      object.ifPresent(id -> note(PERSON + id, where));
    } else {
      note(PLACE + conversation.get(), where);
    }
  }

  /** The app was taken away from a conversation. */
  void forget(Activity activity) {
    if (activity.isPersonal()) {
      activity.object().ifPresent(id -> memory.forget(PERSON + id));
    } else {
      activity.conversation().ifPresent(id -> memory.forget(PLACE + id));
    }
  }

  void remember(String object, URI service, String conversation) {
    Map<String, String> where = new LinkedHashMap<>();
    where.put("service", service.toString());
    where.put("conversation", conversation);
    note(PERSON + object, where);
  }

  void remember(String object, String user) {
    note(USER + object, Map.of("id", user));
  }

  private void note(String name, Map<String, String> content) {
    memory.note(name, Json.write(content));
  }

  Optional<Personal> personal(String object) {
    return read(PERSON + object)
        .flatMap(
            json ->
                json.text("conversation")
                    .map(conversation -> new Personal(service(json), conversation)));
  }

  /** The name under which conversations know somebody. */
  Optional<String> user(String object) {
    return read(USER + object).flatMap(json -> json.text("id"));
  }

  /** The service of a conversation; the usual one where nothing was heard of it. */
  URI service(String conversation) {
    return read(PLACE + conversation).map(this::service).orElse(settings.service());
  }

  private URI service(Json json) {
    return json.text("service").map(URI::create).orElse(settings.service());
  }

  private Optional<Json> read(String name) {
    return memory.find(name).flatMap(Json::read);
  }
}
