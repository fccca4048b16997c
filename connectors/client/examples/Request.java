import io.countersign.client.Action;
import io.countersign.client.Ask;
import io.countersign.client.CountersignClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Asks for a temporary permission, waits for people to sign it, gives it back. */
class Request {
  public static void main(String[] args) {
    CountersignClient countersign =
        CountersignClient.of(
            URI.create(System.getenv("COUNTERSIGN_URL")), () -> System.getenv("COUNTERSIGN_TOKEN"));
    Action asked =
        countersign.request(
            Ask.of(
                "postgres.role.grant",
                Map.of("connection", "warehouse", "role", "analyst_readonly", "member", "agent_reports"),
                Map.of("window", "PT10M"),
                "Monthly report"));
    System.out.println("Asked: " + asked.title());
    Action action = countersign.awaitOutcome(asked.id(), Duration.ofHours(1));
    System.out.println("It is " + action.state() + ", signed by " + action.approvedBy() + ".");
    if (action.state() == Action.State.ACTIVE) {
      countersign.giveBack(action.id());
      System.out.println("Given back.");
    }
  }
}
