@NullMarked
package io.countersign.preprocessing.internal;

import org.jspecify.annotations.NullMarked;
