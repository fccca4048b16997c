@NullMarked
package io.countersign.history.internal;

import org.jspecify.annotations.NullMarked;
