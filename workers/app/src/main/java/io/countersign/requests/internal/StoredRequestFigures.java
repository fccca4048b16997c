package io.countersign.requests.internal;

import io.countersign.requests.RequestFigures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
class StoredRequestFigures implements RequestFigures {

  private final JdbcClient jdbc;

  StoredRequestFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Requester> requesters() {
    return jdbc.sql(
            """
            with latest as (
              select action_id, state from action_request order by requested_at desc limit :latest
            )
            select cast(coalesce(action.outline, action.canonical) as json) ->> 'requestedBy'
                as requester,
              count(*) as requests, count(*) filter (where latest.state = 'REFUSED') as refused
            from latest join sealed_action action on action.id = latest.action_id
            group by 1 order by 2 desc, 1
            """)
        .param("latest", LATEST)
        .query(
            (row, number) ->
                new Requester(
                    row.getString("requester"), row.getLong("requests"), row.getLong("refused")))
        .list();
  }
}
