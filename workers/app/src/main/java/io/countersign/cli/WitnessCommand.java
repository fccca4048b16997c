package io.countersign.cli;

import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.witness.Witness;
import io.countersign.ledger.witness.WitnessServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a witness. */
@Command(
    name = "witness",
    description =
        "Cosign checkpoints of logs, each only if it continues the one before. Run it where the"
            + " logs' operators have no hand.",
    mixinStandardHelpOptions = true)
final class WitnessCommand implements Callable<Integer> {

  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Where it remembers.")
  private Path folder;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Its name, such as witness.example.org.")
  private String name;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "KEY",
      description = "Verifier string of a log that it watches, or a file with one; repeatable.")
  private List<String> logs = new ArrayList<>();

  @Option(names = "--address", description = "Where it listens (127.0.0.1).")
  private String address = "127.0.0.1";

  @Option(names = "--port", description = "Its port (8787); 0 takes a free one.")
  private int port = 8787;

  @Override
  public Integer call() throws IOException {
    SigningKey key =
        new LogKeys(folder.resolve("key")).openOrCreate(name, SignatureType.COSIGNATURE_V1);
    Map<String, Set<VerifierKey>> watched = new HashMap<>();
    for (VerifierKey log : TrustedLogs.keys(logs)) {
      watched.computeIfAbsent(log.name(), origin -> new HashSet<>()).add(log);
    }
    Witness witness = new Witness(folder.resolve("logs"), key, watched, Clock.systemUTC());
    try (WitnessServer server =
        WitnessServer.start(witness, new InetSocketAddress(InetAddress.getByName(address), port))) {
      System.out.println("Witness " + key.verifier());
      System.out.println("Listening at " + server.uri() + ". Ctrl-C ends it.");
      while (!Thread.currentThread().isInterrupted()) {
        ReleaseFollower.pause();
      }
    }
    return ExitCode.DONE;
  }
}
