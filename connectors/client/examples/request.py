"""Asks for a temporary permission, waits for people to sign it, gives it back."""

import json
import os
import time
import urllib.error
import urllib.request
import uuid

API = os.environ["COUNTERSIGN_URL"] + "/api/v1"


def call(method, path, body=None, key=None):
    headers = {"Authorization": "Bearer " + os.environ["COUNTERSIGN_TOKEN"]}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if key is not None:
        headers["Idempotency-Key"] = key
    data = None if body is None else json.dumps(body).encode()
    for _ in range(5):
        request = urllib.request.Request(API + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=40) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 503):
                raise SystemExit(json.load(refused)["detail"]) from refused
            time.sleep(int(refused.headers.get("Retry-After", "1")))
    raise SystemExit("The server is too busy.")


action = call(
    "POST",
    "/actions",
    {
        "effect": "postgres.role.grant",
        "target": {"connection": "warehouse", "role": "analyst_readonly", "member": "agent_reports"},
        "parameters": {"window": "PT10M"},
        "reason": "Monthly report",
    },
    str(uuid.uuid4()),
)
print("Asked:", action["title"])
while action["state"] in ("REQUESTED", "IN_REVIEW"):
    action = call("GET", f"/actions/{action['id']}?wait=25s")
print(f"It is {action['state']}, signed by {action.get('approvedBy', [])}.")
if action["state"] == "ACTIVE":
    call("POST", f"/actions/{action['id']}/return", {}, f"return-{action['id']}")
    print("Given back.")
