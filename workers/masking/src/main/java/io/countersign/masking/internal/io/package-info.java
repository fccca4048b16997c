@NullMarked
package io.countersign.masking.internal.io;

import org.jspecify.annotations.NullMarked;
