package io.countersign.releases.internal;

import io.countersign.actions.Reason;
import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.releases.Destination;
import io.countersign.releases.ReleaseRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds everything that is wrong with a request before anything is stored or started. */
@Component
class Admission {

  private final Directory directory;

  Admission(Directory directory) {
    this.directory = directory;
  }

  List<String> problems(ReleaseRequest request) {
    List<String> problems = new ArrayList<>();
    source(request.source(), problems);
    if (request.destination() instanceof Destination.File file) {
      destination(file.path(), problems);
    }
    problems.addAll(Reason.problems(request.reason()));
    switch (directory.resolve(request.requestedBy())) {
      case Resolution.Known known -> {}
      case Resolution.IsAgent agent -> {}
      case Resolution.Unknown unknown ->
          problems.add("'" + unknown.identity() + "' is not in the directory.");
      case Resolution.Disabled disabled ->
          problems.add("'" + disabled.identity() + "' may no longer act.");
    }
    return problems;
  }

  private static void source(Path source, List<String> problems) {
    if (!source.isAbsolute()) {
      problems.add("The dataset '" + source + "' is not an absolute path.");
    } else if (!Files.isRegularFile(source)) {
      problems.add("The dataset '" + source + "' is not there, or not a file.");
    } else if (!Files.isReadable(source)) {
      problems.add("The dataset '" + source + "' cannot be read by the server.");
    }
  }

  private static void destination(Path destination, List<String> problems) {
    if (!destination.isAbsolute() || !destination.equals(destination.normalize())) {
      problems.add("The destination '" + destination + "' is not an absolute, normal path.");
      return;
    }
    Path folder = destination.getParent();
    if (Files.exists(destination)) {
      problems.add(
          "The destination '"
              + destination
              + "' already exists and is never replaced. Choose"
              + " another name.");
    } else if (folder == null || !Files.isDirectory(folder)) {
      problems.add("The folder of '" + destination + "' does not exist. Create it first.");
    } else if (!Files.isWritable(folder)) {
      problems.add("The folder '" + folder + "' is not writable by the server.");
    }
  }
}
