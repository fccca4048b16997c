@NullMarked
package io.countersign.releases.internal;

import org.jspecify.annotations.NullMarked;
