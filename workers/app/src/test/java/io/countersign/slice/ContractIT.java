package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Holds the API that the code has against the one that was agreed. */
class ContractIT extends ApiSlice {

  private static final Path SOURCE = Path.of("src/main/resources", Contract.FILE);
  private static final Path FOUND = Path.of("target", Contract.FILE);

  @Autowired private OpenApiWebMvcResource contract;

  /** Not over HTTP: what no module of the application serves is refused there. */
  private String found() throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v3/api-docs.yaml");
    return new String(
        contract.openapiYaml(request, "/v3/api-docs", Locale.ROOT), StandardCharsets.UTF_8);
  }

  @Test
  void contractOfTheCode_isTheOneThatWasAgreed() throws IOException {
    String found = found();
    assertThat(found).startsWith("openapi: 3.1");
    Files.createDirectories(FOUND.getParent());
    Files.writeString(FOUND, found);
    if (Boolean.getBoolean("contract.accept")) {
      Files.createDirectories(SOURCE.getParent());
      Files.writeString(SOURCE, found);
      return;
    }
    assertThat(found)
        .as(
            "The code's API differs from the agreed contract. Review the difference (%s); if it is"
                + " meant, accept it with: cp workers/app/%s workers/app/%s",
            "diff workers/app/" + SOURCE + " workers/app/" + FOUND, FOUND, SOURCE)
        .isEqualTo(agreed());
  }

  @Test
  void contract_isServed() throws IOException {
    assertThat(get("ada", "/api/v1/openapi.yaml").text()).isEqualTo(agreed());
  }

  static String agreed() throws IOException {
    return new ClassPathResource(Contract.FILE).getContentAsString(StandardCharsets.UTF_8);
  }
}
