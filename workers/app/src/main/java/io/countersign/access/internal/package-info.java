@NullMarked
package io.countersign.access.internal;

import org.jspecify.annotations.NullMarked;
