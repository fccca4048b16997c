// Draws every process and example as the Modeler shows it, into ../pictures, and says where saving it again
// would change the file. Usage: npm ci && node draw.mjs [--png FOLDER]
// Needs a Chromium; its path is taken from CHROMIUM, or is /usr/bin/chromium.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const folders = ['processes', 'examples'].map((folder) => join(here, '..', folder));
const pictures = join(here, '..', 'pictures');
const pngFlag = process.argv.indexOf('--png');
const pngFolder = pngFlag > 0 ? process.argv[pngFlag + 1] : null;
const json = (name) => JSON.parse(readFileSync(require.resolve(name), 'utf8'));
const extensions = {
  modeler: json('modeler-moddle/resources/modeler.json'),
  zeebe: json('zeebe-bpmn-moddle/resources/zeebe.json'),
};

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
await page.setContent('<div id="canvas" style="width: 3000px; height: 1200px"></div>');
const modeler = join(dirname(require.resolve('bpmn-js/package.json')), 'dist');
await page.addScriptTag({ path: join(modeler, 'bpmn-modeler.production.min.js') });

async function draw(xml) {
  return page.evaluate(
    async (text, moddleExtensions) => {
      document.getElementById('canvas').innerHTML = '';
      const bpmn = new window.BpmnJS({ container: '#canvas', moddleExtensions });
      const { warnings } = await bpmn.importXML(text);
      const { svg } = await bpmn.saveSVG();
      const saved = await bpmn.saveXML({ format: true });
      return { svg, saved: saved.xml, warnings: warnings.map((warning) => warning.message) };
    },
    xml,
    extensions,
  );
}

async function photograph(svg, file) {
  const [, width, height] = /<svg[^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  const sheet = await browser.newPage();
  await sheet.setViewport({
    width: Math.ceil(width) + 40,
    height: Math.ceil(height) + 40,
    deviceScaleFactor: width > 1800 ? 1 : 1.4,
  });
  await sheet.setContent(`<body style="margin: 20px; background: #fff">${svg}</body>`);
  await sheet.screenshot({ path: file });
  await sheet.close();
}

mkdirSync(pictures, { recursive: true });
let failed = false;
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.bpmn'))
    .map((name) => ({ name, file: join(folder, name) })),
);
for (const { name, file } of files) {
  const xml = readFileSync(file, 'utf8');
  const { svg, saved, warnings } = await draw(xml);
  const bare = svg
    .slice(svg.indexOf('<svg'))
    .replace(/<rect class="djs-hit[^>]*\/>/g, '')
    .replace(/ data-[a-z-]+="[^"]*"/g, '')
    .replace(/<svg([^>]*)>/, '<svg$1><rect x="-10000" y="-10000" width="20000" height="20000" fill="#fff"/>');
  writeFileSync(join(pictures, name.replace('.bpmn', '.svg')), `${bare}\n`);
  if (pngFolder) await photograph(bare, join(pngFolder, name.replace('.bpmn', '.png')));
  const unchanged = saved === xml;
  failed ||= !unchanged || warnings.length > 0;
  console.log(`${name}: ${unchanged ? 'unchanged by saving' : 'CHANGED by saving'}`, ...warnings);
}
await browser.close();
process.exitCode = failed ? 1 : 0;
