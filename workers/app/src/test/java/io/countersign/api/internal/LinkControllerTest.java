package io.countersign.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.Caller;
import io.countersign.channels.ChatLinks;
import io.countersign.channels.ChatLinks.Begun;
import io.countersign.channels.ChatLinks.Claim;
import io.countersign.channels.ChatLinks.Pending;
import io.countersign.channels.ChatLinks.Proof;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.Role;
import io.countersign.testing.Stub;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** What a browser's session remembers, and gives back once. */
class LinkControllerTest {

  private static final Caller GRACE =
      new Caller("grace", "Grace <i>", Optional.empty(), Set.of(), Set.of(Role.REVIEWER), Set.of());
  private static final CsrfToken CSRF = new DefaultCsrfToken("X-XSRF-TOKEN", "_csrf", "csrf-1");
  private static final Pending PENDING =
      new Pending("slack", "grace", "state-1", "nonce-1", Instant.MAX);
  private static final Claim CLAIM =
      new Claim("slack", "grace", "A/-/T/U", "<script>", "token-1", Instant.MAX);

  private final List<String> linked = new ArrayList<>();
  private final LinkController controller =
      new LinkController(
          Stub.of(ChatLinks.class)
              .on(
                  "begin",
                  args ->
                      args[0].equals("slack")
                          ? Optional.of(new Begun(URI.create("https://slack.test/"), PENDING))
                          : Optional.empty())
              .on("prove", args -> new Proof.Proved(CLAIM))
              .on(
                  "link",
                  args -> {
                    linked.add(args[1] + " " + args[2]);
                    return new ChangeResult.Applied(List.of());
                  })
              .get());
  private final MockHttpSession session = new MockHttpSession();

  private MockHttpServletRequest request() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);
    return request;
  }

  private ResponseEntity<String> back(String channel) {
    return controller.back(channel, "state-1", "code", GRACE, CSRF, request());
  }

  private ResponseEntity<String> confirm(String channel) {
    return controller.confirm(channel, "token-1", GRACE, request());
  }

  @Test
  void link_fromBeginningToEnd_asksBeforeItLinks() {
    ResponseEntity<String> out = controller.begin("slack", GRACE, request());
    assertThat(out.getHeaders().getLocation()).hasToString("https://slack.test/");
    ResponseEntity<String> question = back("slack");
    assertThat(question.getBody())
        .contains("Grace &lt;i&gt;", "&lt;script&gt;", "slack:A/-/T/U", "csrf-1", "token-1")
        .doesNotContain("<script>");
    assertThat(linked).isEmpty();
    assertThat(confirm("slack").getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(linked).containsExactly("grace token-1");
  }

  @Test
  void back_withoutABeginningOrTwiceOrForAnotherChannel_isRefused() {
    assertThat(back("slack").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    controller.begin("slack", GRACE, request());
    assertThat(back("slack").getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(back("slack").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    controller.begin("slack", GRACE, request());
    assertThat(back("teams").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
  }

  @Test
  void confirm_withoutAProofOrTwiceOrForAnotherChannel_linksNothing() {
    assertThat(confirm("slack").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    controller.begin("slack", GRACE, request());
    back("slack");
    assertThat(confirm("teams").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(confirm("slack").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(linked).isEmpty();
  }

  @Test
  void begin_again_forgetsWhatWasProved() {
    controller.begin("slack", GRACE, request());
    back("slack");
    controller.begin("slack", GRACE, request());
    assertThat(confirm("slack").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
  }

  @Test
  void begin_withoutASessionOrForNoChannel_isRefused() {
    assertThat(controller.begin("slack", GRACE, new MockHttpServletRequest()).getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(controller.begin("pigeon", GRACE, request()).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
  }
}
