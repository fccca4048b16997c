package io.countersign.connectors.teams;

import io.countersign.spi.review.HttpReceiver;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the connector's calls. Verifies them before anything in them is believed; then pins the
 * tenant, which stands in the body.
 */
final class Receiver implements HttpReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
  private static final String CARD = "application/vnd.microsoft.card.adaptive";
  private static final String MESSAGE = "application/vnd.microsoft.activity.message";

  private final ConnectorTokens tokens;
  private final Seen seen;
  private final TeamsSettings settings;
  private final References references;
  private final Bot bot;
  private final Consumer<Activity> spokenTo;

  /**
   * @param spokenTo takes messages that people wrote to the bot by themselves
   */
  Receiver(
      ConnectorTokens tokens,
      TeamsSettings settings,
      References references,
      Bot bot,
      Consumer<Activity> spokenTo,
      Clock clock) {
    this.tokens = tokens;
    this.settings = settings;
    this.references = references;
    this.bot = bot;
    this.spokenTo = spokenTo;
    this.seen = new Seen(clock);
  }

  @Override
  public Answer receive(Call call) {
    Optional<Activity> activity = Json.read(call.body()).map(Activity::new);
    if (activity.isEmpty()) {
      return Answer.empty(400);
    }
    String header = call.header("authorization").orElse("");
    Optional<String> objection = tokens.objection(header, activity.get());
    if (objection.isPresent()) {
      LOG.warn("A call to Teams' address was refused: {}", objection.get());
      return Answer.empty(401);
    }
    return switch (seen.take(header, call.body())) {
      case REPLAYED -> {
        LOG.warn("A call to Teams' address was refused: it came before");
        yield Answer.empty(401);
      }
      case TOO_MANY -> Answer.empty(503);
      case NEW -> dispatch(activity.get());
    };
  }

  private Answer dispatch(Activity activity) {
    try {
      boolean ours = activity.tenant().equals(Optional.of(settings.tenant()));
      return switch (activity.type()) {
        case "invoke" -> invoke(activity, ours);
        case "installationUpdate" -> {
          if (ours) {
            installed(activity);
          }
          yield Answer.empty(200);
        }
        case "conversationUpdate" -> {
          if (ours) {
            references.learn(activity);
          }
          yield Answer.empty(200);
        }
        case "message" -> {
          if (ours) {
            references.learn(activity);
            spokenTo.accept(activity);
          }
          yield Answer.empty(200);
        }
        default -> Answer.empty(200);
      };
    } catch (RuntimeException e) {
      LOG.error("A call from Teams could not be answered", e);
      return Answer.empty(500);
    }
  }

  private void installed(Activity activity) {
    if (activity.json().text("action").orElse("").startsWith("remove")) {
      references.forget(activity);
    } else {
      references.learn(activity);
    }
  }

  private Answer invoke(Activity activity, boolean ours) {
    if (!activity.name().equals("adaptiveCard/action")) {
      return Answer.empty(501);
    }
    Bot.Answer answer = bot.act(activity);
    if (ours && answer instanceof Bot.Answer.Shown) {
      references.learn(activity);
    }
    return switch (answer) {
      case Bot.Answer.Shown shown -> json(CARD, shown.card());
      case Bot.Answer.Told told -> json(MESSAGE, told.words());
    };
  }

  private static Answer json(String type, Object value) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", 200);
    body.put("type", type);
    body.put("value", value);
    return new Answer(200, "application/json", Json.write(body));
  }
}
