@NullMarked
package io.countersign.api.internal;

import org.jspecify.annotations.NullMarked;
