@NullMarked
package io.countersign.review.internal;

import org.jspecify.annotations.NullMarked;
