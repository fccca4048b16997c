package io.countersign.access.internal;

import io.countersign.identity.ClaimedGroups;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import io.countersign.support.Digests;
import io.countersign.testing.People;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every endpoint of the application behind its real security, without anything behind the
 * endpoints: a call that gets through answers {@link #REACHED} and does nothing.
 */
final class EndpointSlice {

  /** The status of a call that reached its endpoint. */
  static final int REACHED = 299;

  static final String UNKNOWN = "unknown";
  private static final String ROLELESS = "roleless";
  private static final String AGENT = "agent";

  private EndpointSlice() {}

  /** Those who call: somebody without a token, without roles, an agent, and one for each role. */
  static List<String> everybody() {
    return Stream.concat(
            Stream.of(UNKNOWN, ROLELESS, AGENT), Arrays.stream(Role.values()).map(Role::wireName))
        .toList();
  }

  static String token(String who) {
    return "token-of-" + who;
  }

  static GenericWebApplicationContext start(Path folder) throws Exception {
    GenericWebApplicationContext context =
        new GenericWebApplicationContext(new MockServletContext());
    fill(context, folder, new OidcProperties(List.of()), "http://127.0.0.1:8686");
    context.refresh();
    return context;
  }

  /** Puts everything into a context that is to be started. */
  static void fill(
      GenericWebApplicationContext context, Path folder, OidcProperties oidc, String url)
      throws Exception {
    String tokens =
        everybody().stream()
            .map(
                who ->
                    Digests.hex(Digests.sha256(token(who).getBytes(StandardCharsets.UTF_8)))
                        + " "
                        + who)
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("tokens"), tokens);
    context.registerBean(AccessProperties.class, () -> new AccessProperties(file.toString()));
    context.registerBean(OidcProperties.class, () -> oidc);
    context.registerBean(WebProperties.class, () -> new WebProperties(url));
    new AnnotatedBeanDefinitionReader(context)
        .register(
            Setup.class,
            ApiSecurity.class,
            WebSecurity.class,
            WebClients.class,
            DirectoryUsers.class,
            AccessConfiguration.class,
            BearerTokens.class,
            TokenGroups.class,
            Callers.class,
            Denials.class);
    for (Class<?> controller : controllers()) {
      register(context, controller);
    }
  }

  private static List<Class<?>> controllers() throws ClassNotFoundException {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    List<Class<?>> found = new ArrayList<>();
    for (BeanDefinition candidate : scan.findCandidateComponents("io.countersign")) {
      found.add(Class.forName(candidate.getBeanClassName()));
    }
    return found;
  }

  private static <T> void register(GenericWebApplicationContext context, Class<T> controller) {
    context.registerBean(controller, () -> withNothingBehindIt(controller));
  }

  private static <T> T withNothingBehindIt(Class<T> controller) {
    try {
      @SuppressWarnings("unchecked")
      Constructor<T> constructor = (Constructor<T>) controller.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(new @Nullable Object[constructor.getParameterCount()]);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(controller + " cannot be made.", e);
    }
  }

  /** Every endpoint, as the table writes it. */
  static List<String> endpoints(GenericWebApplicationContext context) {
    return context.getBean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
        .flatMap(EndpointSlice::endpoints)
        .toList();
  }

  private static Stream<String> endpoints(RequestMappingInfo mapping) {
    return mapping.getMethodsCondition().getMethods().stream()
        .flatMap(
            method -> mapping.getPatternValues().stream().map(pattern -> method + " " + pattern));
  }

  @Configuration
  @EnableWebMvc
  @EnableWebSecurity
  static class Setup implements WebMvcConfigurer {

    @Bean
    People directory() {
      People people = new People().person(ROLELESS).person("owner").agent(AGENT, "owner");
      for (Role role : Role.values()) {
        people.person(role.wireName(), role.wireName());
      }
      return people;
    }

    /** Believes what it is told, whenever it was said. */
    @Bean
    ClaimedGroups claimedGroups(People people) {
      return new ClaimedGroups() {
        @Override
        public boolean areTaken() {
          return true;
        }

        @Override
        public void take(String person, Claim claim) {
          people.move(person, claim.groups());
        }
      };
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    AuthenticationEntryPoint unknownCallers() {
      return new BearerTokenAuthenticationEntryPoint();
    }

    @Bean
    AccessDeniedHandler forbiddenCalls() {
      return new BearerTokenAccessDeniedHandler();
    }

    @Bean
    @Primary
    Roles roles() {
      return person ->
          Arrays.stream(Role.values())
              .filter(role -> person.groups().contains(role.wireName()))
              .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(
          new HandlerInterceptor() {
            @Override
            public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
              response.setStatus(REACHED);
              return false;
            }
          });
    }
  }
}
