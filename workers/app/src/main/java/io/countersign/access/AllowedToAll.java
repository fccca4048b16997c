package io.countersign.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that takes no role: it shows nothing that one caller may know and another not. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedToAll {

  /** Whether even callers whom nobody knows may call it. */
  boolean anonymous() default false;
}
