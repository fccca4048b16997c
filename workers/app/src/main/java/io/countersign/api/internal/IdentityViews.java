package io.countersign.api.internal;

import io.countersign.identity.ChangeRecord;
import io.countersign.identity.DirectoryContent;
import io.countersign.identity.DirectoryContent.AgentEntry;
import io.countersign.identity.DirectoryContent.PersonEntry;
import io.countersign.identity.LinkedIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The directory as the API shows it. */
final class IdentityViews {

  private IdentityViews() {}

  static Map<String, Object> of(DirectoryContent content) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("people", content.people().stream().map(IdentityViews::of).toList());
    view.put("agents", content.agents().stream().map(IdentityViews::of).toList());
    return view;
  }

  static Map<String, Object> of(List<ChangeRecord> changes) {
    return Map.of("items", changes.stream().map(IdentityViews::of).toList());
  }

  private static Map<String, Object> of(PersonEntry entry) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", entry.person().id());
    view.put("name", entry.person().name());
    view.put("disabled", entry.disabled());
    view.put("groups", entry.person().groups().stream().sorted().toList());
    view.put("identities", names(entry.person().identities()));
    return view;
  }

  private static Map<String, Object> of(AgentEntry entry) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", entry.agent().id());
    view.put("name", entry.agent().name());
    view.put("disabled", entry.disabled());
    view.put("owner", entry.agent().owner());
    view.put("identities", names(entry.agent().identities()));
    return view;
  }

  private static List<String> names(List<LinkedIdentity> identities) {
    return identities.stream().map(LinkedIdentity::toString).sorted().toList();
  }

  private static Map<String, Object> of(ChangeRecord change) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("changedAt", change.changedAt().toString());
    view.put("changedBy", change.changedBy());
    view.put("subject", change.subject());
    view.put("change", change.change());
    return view;
  }
}
