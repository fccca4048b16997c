@NullMarked
package io.countersign.process.internal;

import org.jspecify.annotations.NullMarked;
