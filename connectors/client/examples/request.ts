// Asks for a temporary permission, waits for people to sign it, gives it back.
import { randomUUID } from "node:crypto";

const api = process.env.COUNTERSIGN_URL + "/api/v1";

interface Action {
  id: string;
  title: string;
  state: "REQUESTED" | "IN_REVIEW" | "ACTIVE" | "DONE" | "REVERTED" | "REFUSED" | "FAILED";
  approvedBy?: string[];
}

async function call(method: string, path: string, body?: object, key?: string): Promise<Action> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = await fetch(api + path, {
      method,
      headers: {
        Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}`,
        ...(body && { "Content-Type": "application/json" }),
        ...(key && { "Idempotency-Key": key }),
      },
      body: body && JSON.stringify(body),
    });
    if (answer.status === 429 || answer.status === 503) {
      const seconds = Number(answer.headers.get("Retry-After") ?? 1);
      await new Promise((done) => setTimeout(done, seconds * 1000));
      continue;
    }
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.detail);
    return json;
  }
  throw new Error("The server is too busy.");
}

let action = await call(
  "POST",
  "/actions",
  {
    effect: "postgres.role.grant",
    target: { connection: "warehouse", role: "analyst_readonly", member: "agent_reports" },
    parameters: { window: "PT10M" },
    reason: "Monthly report",
  },
  randomUUID(),
);
console.log("Asked:", action.title);
while (action.state === "REQUESTED" || action.state === "IN_REVIEW") {
  action = await call("GET", `/actions/${action.id}?wait=25s`);
}
console.log(`It is ${action.state}, signed by ${JSON.stringify(action.approvedBy ?? [])}.`);
if (action.state === "ACTIVE") {
  await call("POST", `/actions/${action.id}/return`, {}, `return-${action.id}`);
  console.log("Given back.");
}
