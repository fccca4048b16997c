/**
 * The only importer of the Camunda client: deploys models, runs job workers, completes user tasks.
 */
@ApplicationModule(displayName = "Process")
@NullMarked
package io.countersign.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
