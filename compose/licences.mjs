#!/usr/bin/env node
// Holds an inventory (CycloneDX JSON, `mvn -Psbom package`) against the licences that may be shipped, licences.txt.
//   node compose/licences.mjs workers/app/target/bom.json
import { readFileSync } from "node:fs";

const allowed = new Map();
for (const line of readFileSync(new URL("licences.txt", import.meta.url), "utf8").split("\n")) {
  if (!line.trim() || line.startsWith("#")) continue;
  const [kind, ...rest] = line.split(/\s+/);
  if (kind !== "licence" && kind !== "component") throw new Error(`licences.txt: '${line}'`);
  allowed.set(kind + " " + rest.join(" ").replace(/ #.*/, "").trim(), true);
}
const named = ({ license, expression }) => license?.id ?? license?.name ?? expression ?? "?";
const bom = JSON.parse(readFileSync(process.argv[2], "utf8"));
const refused = [];
for (const component of bom.components ?? []) {
  const name = `${component.group}:${component.name}`;
  const licences = (component.licenses ?? []).map(named);
  const passes =
    allowed.has("component " + name) || licences.some((licence) => allowed.has("licence " + licence));
  if (!passes) refused.push(`${name}:${component.version} (${licences.join(", ") || "no licence named"})`);
}
console.log(`${(bom.components ?? []).length} components, ${refused.length} refused`);
if (refused.length) {
  console.error(refused.join("\n"));
  console.error("Replace them, or, once somebody has read the licence, add it to compose/licences.txt.");
  process.exit(1);
}
