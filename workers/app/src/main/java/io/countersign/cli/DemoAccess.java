package io.countersign.cli;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo's second story: an agent asks for a temporary permission on a database, a person signs
 * it, the agent uses it and gives it back, and it is gone.
 */
final class DemoAccess {

  static final String AGENT = "report-agent";
  private static final String WINDOW = "PT10M";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Screen screen;
  private final DemoAgent agent;
  private final DemoWarehouse warehouse;
  private final Consumer<String> reviewers;

  /**
   * @param agent calls as the agent
   * @param reviewers has a review decided
   */
  DemoAccess(Screen screen, DemoAgent agent, DemoWarehouse warehouse, Consumer<String> reviewers) {
    this.screen = screen;
    this.agent = agent;
    this.warehouse = warehouse;
    this.reviewers = reviewers;
  }

  /** Tells the story; answers what happened, for scripts. */
  ObjectNode run() {
    ObjectNode result = JsonMapper.shared().createObjectNode();
    screen.line("");
    result.put("before", read());
    JsonNode asked =
        agent.call(
            "request_action",
            Map.of(
                "effect",
                "postgres.role.grant",
                "target",
                Map.of(
                    "connection", DemoWarehouse.CONNECTION,
                    "role", DemoWarehouse.ROLE,
                    "member", DemoWarehouse.MEMBER),
                "parameters",
                Map.of("window", WINDOW),
                "reason",
                "Build the monthly revenue report"));
    String id = asked.path("action_id").asString("");
    screen.line(
        AGENT + " asks over MCP: " + Text.visible(asked.path("record").path("title").asString("")));
    reviewers.accept(review(id));
    JsonNode action = await(id, "wait_action", ActionCommand::decided);
    if (action.path("state").asString("").equals("ACTIVE")) {
      result.put("during", read());
      agent.call("return_action", Map.of("action_id", id));
      screen.line(AGENT + " is done and gives the permission back before its time.");
      action = await(id, "get_action", ActionCommand::ended);
    }
    result.put("after", read());
    ActionStory.tell(action).forEach(screen::line);
    result.set("action", action.path("id"));
    result.set("verdict", action.path("verdict"));
    result.set("approvedBy", action.path("approvedBy"));
    result.set("state", action.path("state"));
    return result;
  }

  private String review(String id) {
    return await(id, "get_action", action -> action.has("review") || ActionCommand.ended(action))
        .path("review")
        .asString("");
  }

  private JsonNode await(String id, String tool, Predicate<JsonNode> met) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      JsonNode action = agent.call(tool, Map.of("action_id", id)).path("record");
      if (met.test(action)) {
        return action;
      }
      ReleaseFollower.pause();
    }
    throw new CommandException(
        ExitCode.FAILED,
        "The permission did not come as far as expected within "
            + PATIENCE.toMinutes()
            + " minutes. The application's log says why.");
  }

  private String read() {
    long rows = warehouse.readAsAgent();
    screen.line(
        rows < 0
            ? AGENT + " tries to read reports.revenue: permission denied."
            : AGENT + " reads reports.revenue: " + rows + " rows.");
    return rows < 0 ? "denied" : rows + " rows";
  }
}
