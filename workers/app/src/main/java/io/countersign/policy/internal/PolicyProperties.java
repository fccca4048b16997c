package io.countersign.policy.internal;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of policy.
 *
 * @param zone the time zone of {@code hour} and {@code weekday} in the decision tables
 */
@ConfigurationProperties("countersign.policy")
record PolicyProperties(@DefaultValue("UTC") ZoneId zone) {}
