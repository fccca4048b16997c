@NullMarked
package io.countersign.console.internal;

import org.jspecify.annotations.NullMarked;
