/** Redeems grants, runs effects once, and settles what a crash left unknown. */
@ApplicationModule(displayName = "Execution")
@NullMarked
package io.countersign.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
