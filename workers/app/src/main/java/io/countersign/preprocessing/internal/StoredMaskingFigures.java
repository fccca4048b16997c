package io.countersign.preprocessing.internal;

import io.countersign.preprocessing.MaskingFigures;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
class StoredMaskingFigures implements MaskingFigures {

  private final JdbcClient jdbc;

  StoredMaskingFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Run> latest(int most) {
    return jdbc.sql(
            """
            select finished_at, cells_masked,
              coalesce(cast(cast(report as json) ->> 'rows' as bigint), 0) as rows,
              coalesce(cast(cast(report as json) ->> 'seconds' as double precision), 0) as seconds
            from masking_run order by finished_at desc limit :most
            """)
        .param("most", most)
        .query(
            (row, number) ->
                new Run(
                    row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                    row.getLong("rows"),
                    row.getLong("cells_masked"),
                    row.getDouble("seconds")))
        .list()
        .reversed();
  }
}
