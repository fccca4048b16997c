@NullMarked
package io.countersign.evidence.internal;

import org.jspecify.annotations.NullMarked;
