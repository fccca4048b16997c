package io.countersign.channels.internal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Where channels are called: no tokens, no sessions; each channel verifies its callers itself. */
@Configuration
class ChannelWeb {

  private static final String PATH = "/channels/*";

  /** Servlets are made before the database is there, so the channels come with the first call. */
  @Bean
  ServletRegistrationBean<ChannelEndpoint> channelEndpoint(ObjectProvider<Channels> channels) {
    return new ServletRegistrationBean<>(new ChannelEndpoint(channels), PATH);
  }

  @Bean
  @Order(0)
  SecurityFilterChain channelFilterChain(HttpSecurity http) throws Exception {
    return http.securityMatcher("/channels/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // Calls are signed, and carry no cookies that a page could make a browser send.
        .csrf(csrf -> csrf.disable())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .build();
  }
}
