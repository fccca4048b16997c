package io.countersign.releases.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What policy is told about releases.
 *
 * @param validity how long after sealing an export may still run
 * @param planReviewers the group that reviews masking plans
 */
@ConfigurationProperties("countersign.release")
record ReleaseProperties(
    @DefaultValue("24h") Duration validity, @DefaultValue("data-stewards") String planReviewers) {}
