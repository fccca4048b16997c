@NullMarked
package io.countersign.identity.internal;

import org.jspecify.annotations.NullMarked;
