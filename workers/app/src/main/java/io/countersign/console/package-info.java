/**
 * Web pages for reviewers, auditors and operators. Thin: shows what the modules know, and every
 * decision ends at the review desk. Holds no rules.
 */
@ApplicationModule(displayName = "Console")
@NullMarked
package io.countersign.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
