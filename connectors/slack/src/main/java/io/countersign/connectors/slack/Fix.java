package io.countersign.connectors.slack;

/** What an operator does about what Slack says. */
final class Fix {

  private Fix() {}

  /** One sentence, with a space before it; empty where nothing is known. */
  static String of(String error) {
    return switch (error) {
      case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired" ->
          " Install the app again and set its new Bot User OAuth Token as bot-token.";
      case "missing_scope" ->
          " Create the app from the manifest in connectors/slack, or add the scope and install it"
              + " again.";
      case "not_in_channel", "channel_not_found" ->
          " Invite the app to the channel (/invite @Countersign), and name the channel by its id.";
      case "is_archived" -> " Unarchive the channel or name another one.";
      case "cannot_dm_bot", "user_not_found", "user_disabled" ->
          " The linked Slack user cannot be written to; see to the directory.";
      case "messages_tab_disabled" -> " Switch on the app's Messages tab under 'App Home'.";
      case "not_allowed_token_type" ->
          " The token is of the wrong kind: bot-token begins with xoxb-, app-token with xapp-.";
      default -> "";
    };
  }
}
