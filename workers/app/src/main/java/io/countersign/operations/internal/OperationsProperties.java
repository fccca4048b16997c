package io.countersign.operations.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts as well.
 *
 * @param exporterLag how long process history may be behind a job that the engine confirmed
 */
@ConfigurationProperties("countersign.operations")
record OperationsProperties(@DefaultValue("30s") Duration exporterLag) {}
