package io.countersign.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.countersign.access.internal.AccessTable.Row;
import io.countersign.identity.Role;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Calls every endpoint as everybody in the table {@code endpoints.csv}. */
class EndpointAccessTest {

  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;

  @TempDir private static Path folder;

  private static GenericWebApplicationContext context;
  private static MockMvc mvc;

  @BeforeAll
  static void start() throws Exception {
    context = EndpointSlice.start(folder);
    mvc =
        MockMvcBuilders.webAppContextSetup(context)
            .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
            .build();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  static List<Row> rows() {
    return AccessTable.read();
  }

  @Test
  void table_namesEveryEndpoint_andNoOther() {
    Set<String> named = rows().stream().map(Row::endpoint).collect(Collectors.toSet());
    assertThat(new TreeSet<>(EndpointSlice.endpoints(context)))
        .isEqualTo(new TreeSet<>(named))
        .hasSize(rows().size());
  }

  @Test
  void table_hasAColumnForEveryRole() {
    assertThat(rows().getFirst().allowed().keySet())
        .containsExactlyInAnyOrderElementsOf(EndpointSlice.everybody());
    assertThat(EndpointSlice.everybody())
        .containsAll(java.util.Arrays.stream(Role.values()).map(Role::wireName).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void endpoint_letsInWhomTheTableLetsIn_andNobodyElse(Row row) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String who : row.allowed().keySet()) {
      int expected =
          row.allows(who)
              ? EndpointSlice.REACHED
              : who.equals(EndpointSlice.UNKNOWN) ? UNAUTHORISED : FORBIDDEN;
      int status = call(row, who);
      if (status != expected) {
        wrong.add(who + " gets " + status + " instead of " + expected);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void pathThatIsNoEndpoint_isNobodys() throws Exception {
    for (String path :
        List.of("/index.html", "/api", "/actuator/env", "/error", "/api/v1/secrets")) {
      int status =
          mvc.perform(
                  request(HttpMethod.GET, path)
                      .header("Authorization", "Bearer " + EndpointSlice.token("operator")))
              .andReturn()
              .getResponse()
              .getStatus();
      assertThat(status).as(path).isIn(FORBIDDEN, 404);
    }
  }

  private static int call(Row row, String who) throws Exception {
    MockHttpServletRequestBuilder call = request(row.method(), row.examplePath());
    call.contentType(
        row.path().equals("/api/v1/identities") ? "application/yaml" : "application/json");
    if (!who.equals(EndpointSlice.UNKNOWN)) {
      call.header("Authorization", "Bearer " + EndpointSlice.token(who));
    }
    return mvc.perform(call).andReturn().getResponse().getStatus();
  }
}
