package io.countersign.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free TCP ports on the loopback interface. */
final class Ports {
  private Ports() {}

  /**
   * Returns distinct ports that were free a moment ago; whoever uses them must be ready for another
   * program to have been quicker.
   */
  static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new LocalStackException(
          "No free TCP port on the loopback interface: " + e.getMessage(), e);
    } finally {
      held.forEach(Ports::closeQuietly);
    }
  }

  /** Returns a port between two, both included, that was free a moment ago. */
  static int freeBetween(int first, int last) {
    int span = last - first + 1;
    int start = ThreadLocalRandom.current().nextInt(span);
    for (int i = 0; i < span; i++) {
      int port = first + (start + i) % span;
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
    throw new LocalStackException(
        "All TCP ports from %d to %d are taken. Stop what uses them.".formatted(first, last));
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new LocalStackException("Could not release a probed TCP port: " + e.getMessage(), e);
    }
  }
}
