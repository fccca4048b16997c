@NullMarked
package io.countersign.masking.internal.mask;

import org.jspecify.annotations.NullMarked;
