package io.countersign.connectors.teams.fake;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The service that keeps conversations and messages. */
final class ConnectorService {

  private static final int LARGEST = 28 * 1024;

  final Map<String, FakePerson> people = new ConcurrentHashMap<>();
  final Map<String, FakeMessage> messages = new ConcurrentHashMap<>();
  final List<String> problems = new CopyOnWriteArrayList<>();
  final Throttle throttle = new Throttle();
  private final AtomicLong numbers = new AtomicLong(1_700_000_000_000L);
  private final Runnable edited;

  /**
   * @param edited told that a message shows something else now
   */
  ConnectorService(Runnable edited) {
    this.edited = edited;
  }

  /** What is sent back. */
  record Reply(int status, Map<String, ?> body) {
    static Reply error(int status, String code) {
      return new Reply(status, Map.of("error", Map.of("code", code)));
    }
  }

  Reply answer(String method, String path, byte[] body) {
    String[] parts = path.split("/", -1);
    if (parts.length < 2 || !parts[0].equals("v3") || !parts[1].equals("conversations")) {
      return Reply.error(404, "NotFound");
    }
    if (method.equals("GET") && parts.length == 5 && parts[3].equals("members")) {
      return member(decode(parts[4]));
    }
    if (body.length > LARGEST) {
      return problem(413, "MessageSizeTooBig " + body.length);
    }
    Map<String, Object> json = parse(body);
    String conversation =
        parts.length > 2 ? decode(parts[2]).replaceFirst(";messageid=.*", "") : "new";
    if (!throttle.takes(conversation, Instant.now())) {
      return problem(429, "throttled " + conversation);
    }
    if (method.equals("POST") && parts.length == 2) {
      return create(json);
    }
    if (method.equals("POST") && parts.length == 4) {
      return post(decode(parts[2]), json);
    }
    return method.equals("PUT") && parts.length == 5
        ? update(conversation, decode(parts[4]), json)
        : Reply.error(404, "NotFound");
  }

  private static String decode(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  static Map<String, Object> parse(byte[] body) {
    try {
      return JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private Reply problem(int status, String words) {
    problems.add(words);
    return Reply.error(status, words.replaceFirst(" .*", ""));
  }

  private Reply member(String id) {
    return Optional.ofNullable(people.get(id.replaceFirst("^29:", "")))
        .filter(person -> !person.role().isEmpty())
        .map(person -> new Reply(200, person.roster()))
        .orElseGet(() -> Reply.error(404, "MemberNotFoundInConversation"));
  }

  private Reply create(Map<String, Object> json) {
    if (Boolean.TRUE.equals(json.get("isGroup"))) {
      String place = (String) at(at(json, "channelData"), "channel").get("id");
      Reply posted = post(place, at(json, "activity"));
      Object id = posted.body().get("id");
      return posted.status() == 201
          ? new Reply(201, Map.of("id", place + ";messageid=" + id, "activityId", id))
          : posted;
    }
    Map<?, ?> member = (Map<?, ?>) ((List<?>) json.get("members")).getFirst();
    FakePerson person = people.get(String.valueOf(member.get("id")).replaceFirst("^29:", ""));
    return person == null || !FakeTeams.TENANT.equals(json.get("tenantId"))
        ? problem(403, "BotNotInConversationRoster " + member)
        : new Reply(201, Map.of("id", person.conversation()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> at(Map<String, Object> json, String name) {
    return (Map<String, Object>) json.get(name);
  }

  private Reply post(String to, Map<String, Object> activity) {
    String place = to.replaceFirst(";messageid=.*", "");
    String thread = to.contains(";messageid=") ? to.replaceFirst(".*;messageid=", "") : "";
    if (!thread.isEmpty() && !messages.containsKey(place + " " + thread)) {
      return Reply.error(404, "NotFound");
    }
    String id = Long.toString(numbers.incrementAndGet());
    return keep(201, activity, new FakeMessage(place, id, thread, "", Map.of(), 0));
  }

  private Reply update(String place, String id, Map<String, Object> activity) {
    FakeMessage before = messages.get(place + " " + id);
    if (before == null) {
      return Reply.error(404, "ActivityNotFoundInConversation");
    }
    Reply kept =
        keep(
            200,
            activity,
            new FakeMessage(place, id, before.thread(), "", Map.of(), before.edits() + 1));
    edited.run();
    return kept;
  }

  @SuppressWarnings("unchecked")
  private Reply keep(int status, Map<String, Object> activity, FakeMessage where) {
    @Nullable Object attachments = activity.get("attachments");
    Map<String, Object> card =
        attachments instanceof List<?> list && list.getFirst() instanceof Map<?, ?> first
            ? (Map<String, Object>) first.get("content")
            : Map.of();
    List<String> wrong = card.isEmpty() ? List.of() : CardRules.of(card);
    boolean words = card.isEmpty() && !"plain".equals(activity.get("textFormat"));
    if (!wrong.isEmpty() || words) {
      return problem(400, "BadSyntax " + wrong);
    }
    messages.put(
        where.conversation() + " " + where.id(),
        new FakeMessage(
            where.conversation(),
            where.id(),
            where.thread(),
            String.valueOf(activity.getOrDefault("text", "")),
            card,
            where.edits()));
    return new Reply(status, Map.of("id", where.id()));
  }
}
