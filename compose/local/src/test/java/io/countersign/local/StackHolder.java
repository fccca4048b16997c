package io.countersign.local;

import java.nio.file.Path;

/** Starts a stack in a JVM of its own and holds it until that JVM is ended from outside. */
final class StackHolder {
  private StackHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    LocalStack stack = LocalStack.builder().dataDirectory(Path.of(arguments[0])).start();
    System.out.println("ready " + stack.jdbcUrl());
    Thread.currentThread().join();
  }
}
