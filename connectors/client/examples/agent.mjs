// An agent over MCP, by the official TypeScript SDK (npm install @modelcontextprotocol/sdk): finds out what
// can be asked for, asks for a temporary permission, waits for people to sign it, gives it back.
import { randomUUID } from "node:crypto";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const client = new Client({ name: "example-agent", version: "1.0.0" });
await client.connect(
  new StreamableHTTPClientTransport(new URL(process.env.COUNTERSIGN_URL + "/mcp"), {
    requestInit: { headers: { Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}` } },
  }),
);

async function call(name, args = {}) {
  const result = await client.callTool({ name, arguments: args });
  const said = JSON.parse(result.content[0].text);
  if (result.isError) throw new Error(`${name}: ${said.problems.join(" ")} ${said.what_to_do}`);
  return said;
}

const tools = (await client.listTools()).tools.map((tool) => tool.name);
console.log("Tools:", tools.join(", "));
const { effects } = await call("list_effects");
console.log("Effects:", effects.map((effect) => effect.effect).join(", "));
const ask = {
  effect: "postgres.role.grant",
  target: { connection: "warehouse", role: "analyst_readonly", member: "agent_reports" },
  parameters: { window: "PT10M" },
  reason: "Monthly report",
};
const preview = await call("preview_action", ask);
console.log("Policy would say:", preview.policy.ruling, preview.policy.why.join(" "));
let action = await call("request_action", { ...ask, idempotency_key: randomUUID() });
console.log("Asked:", action.record.title, "->", action.status);
while (action.status === "pending") {
  action = await call("wait_action", { action_id: action.action_id });
}
console.log("It is", action.status, "signed by", (action.record.approvedBy ?? []).join(", "));
if (action.status === "in_force") {
  await call("return_action", { action_id: action.action_id });
  console.log("Given back.");
}
await client.close();
