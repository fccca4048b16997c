package io.countersign.local;

import java.util.List;

/** The five TCP ports of a broker with an embedded gateway. */
record BrokerPorts(int grpc, int rest, int monitoring, int command, int internal) {
  static final BrokerPorts NONE = new BrokerPorts(0, 0, 0, 0, 0);

  static BrokerPorts pick() {
    List<Integer> free = Ports.free(5);
    return new BrokerPorts(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4));
  }
}
