package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real launcher over a small source tree with a Maven that only copies a jar. */
class LauncherIT {
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir Path temp;
  private Path root;
  private Path source;
  private Path tools;

  @BeforeEach
  void layOut() throws Exception {
    root = Files.createDirectories(temp.resolve("a tree with spaces"));
    tools = Files.createDirectories(temp.resolve("tools"));
    Files.copy(
        Path.of("../../countersign"),
        root.resolve("countersign"),
        StandardCopyOption.COPY_ATTRIBUTES);
    source = root.resolve("workers/app/src/main/java/Source.java");
    Files.createDirectories(source.getParent());
    for (String folder : List.of("bpmn", "connectors", "compose")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(source, "source");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    age(source);
    age(root.resolve("pom.xml"));
    age(source.getParent());
    writeJar(temp.resolve("app.jar"));
    script(
        tools.resolve("mvn"),
        """
        echo "maven $JAVA_HOME $*" >> '%1$s/builds'
        sleep 0.5
        mkdir -p workers/app/target && cp '%1$s/app.jar' workers/app/target/countersign-app.jar
        """
            .formatted(temp));
  }

  @Test
  void run_firstTime_buildsOnceAndPassesArgumentsAndFolder() throws Exception {
    Result first = run(temp, "review", "list", "two words", "*");
    assertThat(first.status).as(first.err).isEqualTo(7);
    assertThat(first.out.lines())
        .containsExactly("review", "list", "two words", "*", temp.toRealPath().toString());
    assertThat(first.err).contains("building").contains("built in");

    Result second = run(temp, "help");
    assertThat(second.err).isEmpty();
    assertThat(Files.readAllLines(temp.resolve("builds")))
        .singleElement()
        .asString()
        .startsWith("maven " + JAVA_HOME + " -B");
  }

  @Test
  void run_changedSource_buildsAgain() throws Exception {
    run(temp, "help");
    Files.writeString(source, "changed");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    run(temp, "help");
    assertThat(Files.readAllLines(temp.resolve("builds"))).hasSize(2);
  }

  @Test
  void run_throughSymbolicLinks_findsItsTree() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(
        elsewhere.resolve("first"), Path.of("..", "a tree with spaces", "countersign"));
    Files.createSymbolicLink(elsewhere.resolve("second"), elsewhere.resolve("first"));
    Result result = run(elsewhere.resolve("second"), temp, Map.of(), "help");
    assertThat(result.status).as(result.err).isEqualTo(7);
  }

  @Test
  void run_twoAtOnce_buildOnce() throws Exception {
    List<Process> both =
        IntStream.range(0, 2)
            .mapToObj(i -> start(root.resolve("countersign"), temp, Map.of(), "help"))
            .toList();
    for (Process process : both) {
      assertThat(process.waitFor()).isEqualTo(7);
    }
    assertThat(Files.readAllLines(temp.resolve("builds"))).hasSize(1);
  }

  @Test
  void run_failingBuild_oneReasonAndTheLog() throws Exception {
    script(tools.resolve("mvn"), "echo '[ERROR] no such thing'; exit 1");
    Result result = run(temp, "help");
    assertThat(result.status).isEqualTo(1);
    assertThat(result.err).contains("[ERROR] no such thing").contains("launcher-build.log");
    assertThat(root.resolve("workers/app/target/.launcher-lock")).doesNotExist();
  }

  @Test
  void run_noJdk25_saysSo() throws Exception {
    Path bare = Files.createDirectories(temp.resolve("old"));
    String launcher =
        Files.readString(root.resolve("countersign"))
            .replaceAll("/(usr|opt|Library)/", "/nowhere/")
            .replaceFirst("/nowhere/bin/env", "/usr/bin/env");
    Files.writeString(root.resolve("countersign"), launcher);
    Result result =
        run(
            root.resolve("countersign"),
            temp,
            Map.of("JAVA_HOME", bare.toString(), "PATH", tools + ":" + withoutJava()),
            "help");
    assertThat(result.status).isEqualTo(1);
    assertThat(result.err).contains("needs a JDK 25").hasLineCount(1);
  }

  private String withoutJava() throws IOException {
    Path programs = Files.createDirectories(temp.resolve("programs"));
    for (String name :
        List.of(
            "bash",
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "pwd",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch",
            "env")) {
      for (String folder : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(folder, name)) && !Files.exists(programs.resolve(name))) {
          script(programs.resolve(name), "exec " + folder + "/" + name + " \"$@\"");
        }
      }
    }
    return programs.toString();
  }

  private record Result(int status, String out, String err) {}

  private Result run(Path folder, String... arguments) throws Exception {
    return run(root.resolve("countersign"), folder, Map.of(), arguments);
  }

  private Result run(
      Path program, Path folder, Map<String, String> environment, String... arguments)
      throws Exception {
    Process process = start(program, folder, environment, arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  private Process start(
      Path program, Path folder, Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME);
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("COUNTERSIGN_HOME", temp.resolve("home").toString());
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private void writeJar(Path jar) throws IOException {
    Path classes = Files.createDirectories(temp.resolve("classes"));
    Path file = temp.resolve("Countersign.java");
    Files.writeString(
        file,
        """
        package io.countersign.cli;
        public final class Countersign {
          public static void main(String[] arguments) {
            for (String argument : arguments) { System.out.println(argument); }
            System.out.println(System.getProperty("user.dir"));
            System.exit(7);
          }
        }
        """);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), file.toString());
    assertThat(status).isZero();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("io/countersign/cli/Countersign.class"));
      Files.copy(classes.resolve("io/countersign/cli/Countersign.class"), entries);
    }
  }
}
