package io.countersign.masking.internal.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingReport;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.formats.Formats;
import io.countersign.masking.internal.rows.BlockEncoder;
import io.countersign.masking.internal.rows.TableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was killed goes on where it was, and ends with the bytes of one that was not. */
class ResumeTest {
  private static final long STRIDE = 1 << 18;

  @TempDir Path dir;
  private @Nullable Kill kill;
  private final MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));

  /** What a kill would leave: copies of the hidden files, taken while the run goes on. */
  private final class Kill implements TableOutput {
    private final Path out;
    private final TableOutput output;
    private boolean taken;
    private int blocks;

    Kill(Path out, TableOutput output) {
      this.out = out;
      this.output = output;
    }

    @Override
    public BlockEncoder encoder() {
      return output.encoder();
    }

    @Override
    public void append(BlockEncoder encoder) throws IOException, DatasetException {
      output.append(encoder);
      blocks++;
      if (!taken && Files.exists(Checkpoint.file(out))) {
        taken = true;
        Files.copy(Checkpoint.file(out), saved("at"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(part(), saved("part"), StandardCopyOption.REPLACE_EXISTING);
      }
    }

    @Override
    public boolean resumable() {
      return output.resumable();
    }

    @Override
    public void finish() throws IOException, DatasetException {
      output.finish();
    }

    @Override
    public void close() {
      output.close();
    }

    private Path part() {
      return out.resolveSibling("." + out.getFileName() + ".part");
    }

    void leave() throws IOException {
      assertThat(taken).isTrue();
      Files.delete(out);
      Files.copy(saved("at"), Checkpoint.file(out));
      Files.copy(saved("part"), part());
    }
  }

  private Kill kill() {
    return Objects.requireNonNull(kill);
  }

  private Path saved(String what) {
    return dir.resolve("saved." + what);
  }

  @BeforeEach
  void tables() throws IOException {
    StringBuilder csv = new StringBuilder("name,email,notes\n");
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      String name = "Ann Miller" + i;
      csv.append("%s,a%d@x.example,\"met %s, twice\"\n".formatted(name, i, name));
      json.append("{\"name\":\"%s\",\"email\":\"a%d@x.example\"}\n".formatted(name, i));
    }
    Files.writeString(dir.resolve("in.csv"), csv);
    Files.writeString(dir.resolve("in.jsonl"), json);
  }

  private MaskingReport run(Path in, Path out, MaskingPlan plan) throws DatasetException {
    return new Masker(
            Formats.input(plan, out),
            output -> kill = new Kill(out, Formats.writer(in, out, output, plan, 1 << 20)),
            in,
            out,
            plan,
            keys,
            MaskOptions.defaults().withThreads(2),
            STRIDE)
        .run(Progress.NONE);
  }

  private MaskingPlan plan(Path in) throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    return MaskingEngine.propose(
        in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl"})
  void mask_killedWithin_goesOnToTheSameBytes(String format) throws Exception {
    Path in = dir.resolve("in." + format);
    Path out = dir.resolve("out." + format);
    MaskingPlan plan = plan(in);
    MaskingReport whole = run(in, out, plan);
    byte[] expected = Files.readAllBytes(out);
    int blocks = kill().blocks;
    kill().leave();
    MaskingReport resumed = run(in, out, plan);
    assertThat(kill().blocks).isLessThan(blocks);
    assertThat(Files.readAllBytes(out)).isEqualTo(expected);
    assertThat(resumed.rows()).isEqualTo(whole.rows());
    assertThat(resumed.cellsMasked()).isEqualTo(whole.cellsMasked());
    assertThat(resumed.replacementsPerClass()).isEqualTo(whole.replacementsPerClass());
    assertThat(resumed.outputSha256()).isEqualTo(whole.outputSha256());
    assertThat(Checkpoint.file(out)).doesNotExist();
  }

  @Test
  void mask_hiddenFileWasChanged_startsAnew() throws Exception {
    Path in = dir.resolve("in.csv");
    Path out = dir.resolve("out.csv");
    MaskingPlan plan = plan(in);
    run(in, out, plan);
    byte[] expected = Files.readAllBytes(out);
    byte[] part = Files.readAllBytes(saved("part"));
    part[100]++;
    Files.write(saved("part"), part);
    kill().leave();
    run(in, out, plan);
    assertThat(Files.readAllBytes(out)).isEqualTo(expected);
  }
}
