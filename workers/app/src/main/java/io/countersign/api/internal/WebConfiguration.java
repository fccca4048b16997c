package io.countersign.api.internal;

import io.countersign.access.AllowedToAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** How HTTP is spoken: strict about what comes in, problem details for whatever goes wrong. */
@Configuration
class WebConfiguration {

  /** Nothing unknown, nothing taken for something else. */
  @Bean
  JacksonJsonHttpMessageConverter strictJson(JsonMapper json) {
    return new JacksonJsonHttpMessageConverter(
        json.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build());
  }

  /** A thread per call, however long it waits; the rate and the waits of a caller are bounded. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcat() {
    return factory -> {
      factory.addProtocolHandlerCustomizers(
          protocol -> protocol.setExecutor(new VirtualThreadExecutor("http-")));
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(ProblemValve.class.getName());
            }
          });
    };
  }

  /** Addresses that Spring Security's firewall does not let in. */
  @Bean
  RequestRejectedHandler unfitRequests() {
    return (request, response, rejected) ->
        Problems.protocol(HttpStatus.BAD_REQUEST, null).write(response);
  }

  /** Errors that were sent instead of thrown. */
  @RestController
  static class SentErrors implements ErrorController {

    @AllowedToAll(anonymous = true)
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
      Object status =
          Objects.requireNonNullElse(
              request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE), 404);
      return Problems.protocol(HttpStatusCode.valueOf((Integer) status), null)
          .answer(HttpHeaders.EMPTY);
    }
  }
}
