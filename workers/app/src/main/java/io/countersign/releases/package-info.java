/** The main job as its users see it: one dataset to one destination, from request to outcome. */
@ApplicationModule(displayName = "Releases")
@NullMarked
package io.countersign.releases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
