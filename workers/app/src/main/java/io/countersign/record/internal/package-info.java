@NullMarked
package io.countersign.record.internal;

import org.jspecify.annotations.NullMarked;
