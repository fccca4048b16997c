package io.countersign.record.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often what should agree is compared.
 *
 * @param every from one comparison to the next
 * @param outcomeWithin how long an execution may run before its missing outcome is a finding
 * @param effectsEvery how often it is looked whether an effect is still there
 * @param resolvers the group whose people may close findings
 */
@ConfigurationProperties("countersign.findings")
record ReconcilerProperties(
    @DefaultValue("5s") Duration every,
    @DefaultValue("15m") Duration outcomeWithin,
    @DefaultValue("1h") Duration effectsEvery,
    @DefaultValue("security") String resolvers) {}
