package io.countersign.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.Caller;
import io.countersign.api.internal.LimitProperties.Agents;
import io.countersign.testing.People;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class RateFilterTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateFilter filter =
      new RateFilter(
          new People().person("ada").agent("bot", "ada").agent("other", "ada"),
          new LimitProperties(
              DataSize.ofMegabytes(1),
              32,
              new Agents(2, 3),
              new LimitProperties.People(2, 5),
              4,
              Duration.ofHours(1)),
          nanos::get);

  private MockHttpServletResponse call(String caller, String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    if (caller != null) {
      request.setAttribute(
          Caller.ATTRIBUTE,
          new Caller(caller, caller, Optional.empty(), Set.of(), Set.of(), Set.of()));
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, new MockFilterChain());
    return response;
  }

  private int calls(String caller, int times) throws Exception {
    int let = 0;
    for (int i = 0; i < times; i++) {
      let += call(caller, "/api/v1/me").getStatus() == 200 ? 1 : 0;
    }
    return let;
  }

  @Test
  void callerWhoRushes_isRefusedUntilTheirBucketFillsAgain_andNobodyElse() throws Exception {
    assertThat(calls("bot", 10)).isEqualTo(3);
    assertThat(calls("other", 3)).isEqualTo(3);
    assertThat(calls("ada", 9)).isEqualTo(5);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(calls("bot", 10)).isEqualTo(2);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(calls("bot", 10)).isEqualTo(3);
  }

  @Test
  void refusal_isAProblemThatSaysWhenToComeBack() throws Exception {
    calls("bot", 3);
    MockHttpServletResponse refused = call("bot", "/mcp");
    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    assertThat(refused.getContentType()).isEqualTo("application/problem+json");
    assertThat(refused.getContentAsString()).contains("urn:countersign:problem:too-many-requests");
  }

  @Test
  void callsOfNobody_areLeftToTheOthers() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(call(null, "/api/v1/health").getStatus()).isEqualTo(200);
    }
  }
}
