package io.countersign.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.identity.LinkedIdentity;
import io.countersign.testing.FakeIssuer;
import io.countersign.testing.People;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** What a token that was good a moment ago is worth once the directory has changed. */
class CallerChangesTest {

  private static final String DECIDE =
      "/api/v1/reviews/6b1d2c3e-0000-4000-8000-000000000001/decisions";

  @TempDir private Path folder;

  private final FakeIssuer issuer = new FakeIssuer();
  private final FakeIssuer claiming = new FakeIssuer();
  private final GenericWebApplicationContext context =
      new GenericWebApplicationContext(new MockServletContext());
  private MockMvc mvc;

  @BeforeEach
  void start() throws Exception {
    OidcProperties oidc =
        new OidcProperties(
            List.of(Issuers.named("oidc", issuer.uri()), withGroups(claiming.uri())));
    EndpointSlice.fill(context, folder, oidc, "http://127.0.0.1:1");
    context.refresh();
    people().linked("reviewer", new LinkedIdentity("oidc", "sub-of-reviewer"));
    people().linked("requester", new LinkedIdentity("claiming", "sub-of-requester"));
    mvc =
        MockMvcBuilders.webAppContextSetup(context)
            .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
            .build();
  }

  @AfterEach
  void stop() {
    context.close();
    issuer.close();
    claiming.close();
  }

  @Test
  void personWhoLeavesTheGroupOfTheirRole_losesItWithTheNextCall() throws Exception {
    String token = token();
    assertThat(decide(token)).isEqualTo(EndpointSlice.REACHED);
    people().leave("reviewer", "reviewer");
    assertThat(decide(token)).isEqualTo(403);
  }

  @Test
  void personWhoIsDisabled_isOutWithTheNextCall() throws Exception {
    String token = token();
    assertThat(decide(token)).isEqualTo(EndpointSlice.REACHED);
    people().disable("reviewer");
    assertThat(decide(token)).isEqualTo(401);
  }

  @Test
  void groupsOfAToken_whereTheyCount_giveAndTakeRolesWithTheCall() throws Exception {
    assertThat(decide(claiming(List.of("reviewer")))).isEqualTo(EndpointSlice.REACHED);
    assertThat(decide(claiming(List.of("requester")))).isEqualTo(403);
  }

  @Test
  void tokenWithoutTheGroupsThatItShouldName_isNobodys() throws Exception {
    assertThat(decide(claiming(null))).isEqualTo(401);
    assertThat(decide(claiming("reviewer"))).isEqualTo(401);
    assertThat(decide(claiming(List.of(1, 2)))).isEqualTo(401);
    JWTClaimsSet.Builder timeless =
        claiming
            .claims("sub-of-requester", Instant.now())
            .issueTime(null)
            .claim("groups", List.of("reviewer"));
    assertThat(decide(claiming.sign(timeless))).isEqualTo(401);
  }

  private String claiming(@Nullable Object groups) {
    return claiming.sign(
        claiming.claims("sub-of-requester", Instant.now()).claim("groups", groups));
  }

  private static Issuer withGroups(String uri) {
    return Issuers.of(
        Map.of(
            "name", "claiming",
            "uri", uri,
            "groups-claim", "groups",
            "groups[0]", "reviewer",
            "groups[1]", "requester"));
  }

  @Test
  void agentsToken_decidesNothing() throws Exception {
    assertThat(decide(EndpointSlice.token("agent"))).isEqualTo(403);
  }

  @Test
  void refusal_namesNoSecret_andWhatWouldHelp() throws Exception {
    String body =
        mvc.perform(with(EndpointSlice.token("requester"), get("/api/v1/findings")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(body).contains("auditor or operator", "countersign.roles");
  }

  @Test
  void tokenInTheAddress_isNotLookedAt() throws Exception {
    assertThat(status(get("/api/v1/me").param("access_token", token()))).isEqualTo(401);
  }

  @Test
  void forbidden_saysTheSameWhetherTheReviewExistsOrNot() throws Exception {
    String other = DECIDE.replace("0001/", "0002/");
    assertThat(status(with(EndpointSlice.token("agent"), post(other)))).isEqualTo(403);
  }

  private String token() {
    return issuer.sign(issuer.claims("sub-of-reviewer", Instant.now()));
  }

  private int decide(String token) throws Exception {
    return status(with(token, post(DECIDE)));
  }

  private int status(MockHttpServletRequestBuilder call) throws Exception {
    return mvc.perform(call).andReturn().getResponse().getStatus();
  }

  private static MockHttpServletRequestBuilder with(
      String token, MockHttpServletRequestBuilder call) {
    return call.header("Authorization", "Bearer " + token).contentType("application/json");
  }

  private People people() {
    return context.getBean(People.class);
  }
}
