@NullMarked
package io.countersign.requests.internal;

import org.jspecify.annotations.NullMarked;
