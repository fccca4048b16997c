/** The graph of data and decisions, made of what the other modules announce and store. */
@ApplicationModule(displayName = "Lineage")
@NullMarked
package io.countersign.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
