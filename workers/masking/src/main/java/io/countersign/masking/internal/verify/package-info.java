@NullMarked
package io.countersign.masking.internal.verify;

import org.jspecify.annotations.NullMarked;
