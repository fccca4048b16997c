package io.countersign.access.internal;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the guard before every endpoint and every other interceptor. */
@Configuration
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccessConfiguration implements WebMvcConfigurer {

  private final ApplicationEventPublisher events;

  AccessConfiguration(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AccessGuard(events));
  }
}
