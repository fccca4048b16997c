@NullMarked
package io.countersign.datasets.internal;

import org.jspecify.annotations.NullMarked;
