@NullMarked
package io.countersign.operations.internal;

import org.jspecify.annotations.NullMarked;
