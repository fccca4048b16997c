@NullMarked
package io.countersign.lineage.internal;

import org.jspecify.annotations.NullMarked;
