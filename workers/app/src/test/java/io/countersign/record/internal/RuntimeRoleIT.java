package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.SealedAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The README's roles: what the application's own role may not do, triggers or none. */
class RuntimeRoleIT extends LedgerSlice {

  @Autowired private TransactionTemplate transactions;

  @Test
  void runtimeRole_mayDecideButNeitherAlterNorDropWhatWasDecided() throws IOException {
    SealedAction action = approved();
    grantAsTheReadmeSays();
    for (String statement :
        List.of(
            "update countersign.sealed_action set digest = digest",
            "delete from countersign.review_vote",
            "delete from countersign.ledger_intent",
            "alter table countersign.sealed_action disable trigger user",
            "drop table countersign.ruling",
            "update countersign.erasure set rule = rule",
            "delete from countersign.ledger_first_key",
            "update countersign.payload_master set fingerprint = ''",
            "truncate countersign.ledger_intent cascade")) {
      assertThatThrownBy(() -> asRuntime(statement))
          .as(statement)
          .rootCause()
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
    asRuntime("update countersign.ledger_intent set state = state");
    asRuntime("select nextval('countersign.ledger_intent_number')");
    asRuntime("select countersign.erase_payload('" + action.id() + "', '')");
    assertThat(publication.await(action.id())).isEmpty();
  }

  /** The README's grants, for tables that exist already. */
  private void grantAsTheReadmeSays() throws IOException {
    jdbc.sql("create role countersign_app").update();
    jdbc.sql("grant usage on schema countersign to countersign_app").update();
    jdbc.sql(
            "grant select, insert, update, delete on all tables in schema countersign to countersign_app")
        .update();
    jdbc.sql("grant usage on all sequences in schema countersign to countersign_app").update();
    Matcher revokes =
        Pattern.compile("^revoke [^;]+;", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("README.md")));
    int found = 0;
    while (revokes.find()) {
      jdbc.sql(revokes.group()).update();
      found++;
    }
    assertThat(found).isEqualTo(2);
  }

  private void asRuntime(String statement) {
    transactions.executeWithoutResult(
        transaction -> {
          jdbc.sql("set local role countersign_app").update();
          if (statement.startsWith("select")) {
            jdbc.sql(statement).query().listOfRows();
          } else {
            jdbc.sql(statement).update();
          }
        });
  }
}
