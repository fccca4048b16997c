package io.countersign.identity.internal;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the people are.
 *
 * @param file YAML file of people and agents
 */
@ConfigurationProperties("countersign.directory")
record DirectoryProperties(Path file) {}
