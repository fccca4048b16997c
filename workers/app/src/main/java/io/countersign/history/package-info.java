/** What the engine says happened, read from the records that the exporter stored. */
@ApplicationModule(displayName = "Process history")
@NullMarked
package io.countersign.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
