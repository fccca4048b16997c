// Checks what bpmnlint does not: canonical XML, decision tables, forms, element templates. Usage: node check.mjs FOLDER
import { camundaBuiltins } from '@camunda/feel-builtins';
import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { lintExpression } from '@bpmn-io/feel-lint';
import { BpmnModdle } from 'bpmn-moddle';
import { DmnModdle } from 'dmn-moddle';
import { build } from 'esbuild';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const zeebe = require('zeebe-bpmn-moddle/resources/zeebe.json');
const modeler = require('modeler-moddle/resources/modeler.json');
const folder = process.argv[2];
let problems = 0;

const complain = (file, text) => {
  problems++;
  console.error(`${basename(file)}: ${text}`);
};

const filesIn = async (sub, extension) =>
  (await readdir(join(folder, sub)))
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, sub, name));

async function checkRoundTrip(moddle, type, file) {
  const text = await readFile(file, 'utf8');
  const { rootElement, warnings } = await moddle.fromXML(text, type);
  warnings.forEach((warning) => complain(file, warning.message));
  const { xml } = await moddle.toXML(rootElement, { format: true });
  if (xml !== text) {
    const line = xml.split('\n').findIndex((l, i) => l !== text.split('\n')[i]) + 1;
    complain(file, `is not written as Camunda Modeler writes it, from line ${line} on`);
  }
  return rootElement;
}

function checkFeel(file, where, expression, dialect) {
  lintExpression(expression, { dialect, builtins: camundaBuiltins })
    .filter((problem) => problem.severity === 'error')
    .forEach((problem) => complain(file, `${where}: ${problem.message} in: ${expression}`));
}

function checkTable(file, decision) {
  const { decisionLogic: table, id } = decision;
  if (id !== basename(file, '.dmn')) complain(file, `decides ${id}; file and decision differ`);
  if (table.hitPolicy !== 'COLLECT') complain(file, 'every matching rule has to count: COLLECT');
  for (const rule of table.rule) {
    if (!rule.description) complain(file, `${rule.id} lacks an annotation`);
    rule.inputEntry.forEach(({ text, id: where }) => {
      if (text) checkFeel(file, where, text, 'unaryTests');
    });
    rule.outputEntry.forEach(({ text, id: where }) => {
      if (!text) complain(file, `${where} is empty; the engine wants null written out`);
      else checkFeel(file, where, text, 'expression');
    });
  }
}

/** Camunda's form linter is written for bundlers, so it is bundled in memory first. */
async function formLinter() {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { FormLinter } from '@camunda/form-linting';",
      resolveDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
    },
    bundle: true,
    format: 'esm',
    logLevel: 'error',
    platform: 'node',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('/');",
    },
    write: false,
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${source}`)).FormLinter;
}

const bpmn = new BpmnModdle({ zeebe, modeler });
for (const file of [...(await filesIn('processes', '.bpmn')), ...(await filesIn('examples', '.bpmn'))]) {
  await checkRoundTrip(bpmn, 'bpmn:Definitions', file);
}
const dmn = new DmnModdle();
for (const file of await filesIn('decisions', '.dmn')) {
  const { drgElement } = await checkRoundTrip(dmn, 'dmn:Definitions', file);
  drgElement.forEach((decision) => checkTable(file, decision));
}
const linter = new (await formLinter())();
for (const file of await filesIn('forms', '.form')) {
  const text = await readFile(file, 'utf8');
  const form = JSON.parse(text);
  if (`${JSON.stringify(form, null, 2)}\n` !== text) complain(file, 'is not formatted');
  if (form.id !== basename(file, '.form')) complain(file, `has the id ${form.id}`);
  (await linter.lint(form)).forEach(({ message }) => complain(file, message));
}
for (const file of await filesIn('element-templates', '.json')) {
  const text = await readFile(file, 'utf8');
  const template = JSON.parse(text);
  if (`${JSON.stringify(template, null, 2)}\n` !== text) complain(file, 'is not formatted');
  validateZeebe(template).errors?.forEach(({ instancePath, message }) => complain(file, `${instancePath} ${message}`));
  for (const { value, binding } of template.properties) {
    [value, binding.source]
      .filter((text) => typeof text === 'string' && text.startsWith('='))
      .forEach((text) => checkFeel(file, binding.name ?? binding.source, text.slice(1), 'expression'));
  }
}
if (problems) {
  console.error(`${problems} problem(s)`);
  process.exit(1);
}
