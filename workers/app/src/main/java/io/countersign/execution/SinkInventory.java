package io.countersign.execution;

import io.countersign.spi.Holding;
import java.util.List;

/** What stands in the world where effects leave things. */
public interface SinkInventory {

  /**
   * What no execution accounts for. A sink that does not answer now is left out.
   *
   * @return each with its place and what it is; no order
   */
  List<Holding> strays();
}
