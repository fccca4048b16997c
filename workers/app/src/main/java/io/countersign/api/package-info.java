/** Thin: maps requests to the modules and their answers to JSON. Holds no rules. */
@ApplicationModule(displayName = "HTTP API")
@NullMarked
package io.countersign.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
