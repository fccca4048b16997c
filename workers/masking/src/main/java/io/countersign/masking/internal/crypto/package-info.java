@NullMarked
package io.countersign.masking.internal.crypto;

import org.jspecify.annotations.NullMarked;
