@NullMarked
package io.countersign.execution.internal;

import org.jspecify.annotations.NullMarked;
