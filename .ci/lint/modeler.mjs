// Opens every process in Camunda's own Modeler (camunda-bpmn-js, in a Chromium), with our element
// templates, and says where saving would change the file, or a template would change an element that
// was made with it. Usage: node modeler.mjs FOLDER CHROMIUM
import puppeteer from 'puppeteer-core';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const [, , folder, chromium] = process.argv;
const bundle = join(
  dirname(require.resolve('camunda-bpmn-js/package.json')),
  'dist/camunda-cloud-modeler.production.min.js',
);

const read = async (sub, extension) =>
  Promise.all(
    (await readdir(join(folder, sub)))
      .filter((name) => name.endsWith(extension))
      .sort()
      .map(async (name) => ({ name, text: await readFile(join(folder, sub, name), 'utf8') })),
  );

/** What the Modeler on the desktop knows beyond what it embeds: for which platform a file is. */
const moddleExtensions = { modeler: require('modeler-moddle/resources/modeler.json') };

/** Runs in the page. */
async function open(xml, templates, moddleExtensions) {
  const problems = [];
  document.getElementById('canvas').innerHTML = '';
  const modeler = new window.BpmnModeler({
    container: '#canvas',
    propertiesPanel: { parent: '#panel' },
    moddleExtensions,
  });
  modeler.on('elementTemplates.errors', ({ errors }) => problems.push(...errors.map((e) => e.message)));
  const { warnings } = await modeler.importXML(xml);
  problems.push(...warnings.map((warning) => warning.message));
  modeler.get('elementTemplatesLoader').setTemplates(templates);
  const saved = (await modeler.saveXML({ format: true })).xml;

  const registry = modeler.get('elementRegistry');
  const known = modeler.get('elementTemplates');
  const made = registry.filter((element) => element.businessObject.get('zeebe:modelerTemplate'));
  for (const { id } of made) {
    const element = registry.get(id);
    const template = known.get(element);
    if (!template) {
      problems.push(`${id} was made with a template, or a version of one, that is not there`);
    } else {
      known.applyTemplate(element, template);
    }
  }
  const again = (await modeler.saveXML({ format: true })).xml;
  modeler.destroy();
  return { problems, saved, again, made: made.length };
}

const firstDifference = (before, after) =>
  after.split('\n').findIndex((line, i) => line !== before.split('\n')[i]) + 1;

const templates = (await read('element-templates', '.json')).map(({ text }) => JSON.parse(text));
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
let failed = 0;
let made = 0;
try {
  const page = await browser.newPage();
  await page.setContent('<div id="canvas" style="width: 2000px; height: 1000px"></div><div id="panel"></div>');
  await page.addScriptTag({ path: bundle });
  for (const { name, text } of [...(await read('processes', '.bpmn')), ...(await read('examples', '.bpmn'))]) {
    const opened = await page.evaluate(open, text, templates, moddleExtensions);
    if (opened.saved !== text) {
      const line = firstDifference(text, opened.saved);
      opened.problems.push(`saving changes it from line ${line} on: ${opened.saved.split('\n')[line - 1]}`);
    }
    if (opened.again !== opened.saved) {
      const line = firstDifference(opened.saved, opened.again);
      opened.problems.push(`its templates would change it from line ${line} on: ${opened.again.split('\n')[line - 1]}`);
    }
    opened.problems.forEach((problem) => console.error(`${name}: ${problem}`));
    failed += opened.problems.length;
    made += opened.made;
  }
} finally {
  await browser.close();
}
if (failed) {
  console.error(`${failed} problem(s) in the Modeler`);
  process.exit(1);
}
console.log(`The Modeler changes nothing; ${made} elements follow their templates.`);
