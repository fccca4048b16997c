@NullMarked
package io.countersign.masking.internal.detect;

import org.jspecify.annotations.NullMarked;
