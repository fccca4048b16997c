// Renders the forms with Camunda's own viewer (form-js, in a Chromium), as Tasklist does, and says
// what a reviewer would miss. Usage: node forms.mjs FOLDER CHROMIUM [FOLDER-FOR-PICTURES]
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const [, , folder, chromium, pictures] = process.argv;
const style = require.resolve('@bpmn-io/form-js-viewer/dist/assets/form-js.css');
const card = {
  title: 'Export customers to the partner.',
  requester: 'Ada Lovelace (ada)',
  onBehalfOf: null,
  reason: 'Quarterly **churn** <b>report</b>',
  effect: 'dataset.export',
  target: '/srv/exports/customers.csv',
  environment: 'production',
  rows: 100000,
  reversible: false,
  columns: [
    { name: 'email', class: 'EMAIL', treatment: 'token' },
    { name: 'city', class: 'NONE', treatment: 'keep' },
  ],
  policy: ['Every export needs a data steward.', 'Personal data leaves production.'],
  details: [
    { name: 'format', value: 'csv' },
    { name: 'path', value: '/srv/exports/customers.csv' },
  ],
  deadline: '2026-11-23T13:30:00Z',
  actionDigest: `sha256:${'a1'.repeat(32)}`,
  shownDigest: `sha256:${'b2'.repeat(32)}`,
  link: 'https://countersign.example/reviews/7d1c7b1e-0000-4000-8000-000000000001',
};
/** A role, say: nothing that has columns, and nobody else behind it. */
const bare = { ...card, columns: [], rows: null, details: [], reversible: true };

async function viewer() {
  const { outputFiles } = await build({
    stdin: {
      contents: "import { createForm } from '@bpmn-io/form-js-viewer'; window.createForm = createForm;",
      resolveDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
    },
    bundle: true,
    format: 'iife',
    logLevel: 'error',
    write: false,
  });
  return outputFiles[0].text;
}

/** Runs in the page. */
async function fill(schema, card, answer) {
  document.getElementById('form').innerHTML = '';
  const form = await window.createForm({ container: document.getElementById('form'), schema, data: { review: { card } } });
  const empty = form.submit().errors;
  const pick = (label) => [...document.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(label));
  pick(answer).click();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { data, errors } = form.submit();
  return {
    text: document.getElementById('form').innerText,
    bold: [...document.querySelectorAll('b, strong')].map((each) => each.innerText),
    links: [...document.querySelectorAll('a')].map((each) => each.href).filter((to) => to !== 'https://bpmn.io/'),
    tables: document.querySelectorAll('table').length,
    unanswered: Object.keys(empty),
    keys: Object.keys(data).sort(),
    missing: Object.keys(errors),
  };
}

const problems = [];
const must = (name, holds, text) => holds || problems.push(`${name}: ${text}`);

async function check(page, name) {
  const schema = JSON.parse(await readFile(join(folder, 'forms', name), 'utf8'));
  const plan = name.includes('plan');
  const full = await page.evaluate(fill, schema, card, 'Approve');
  for (const text of [card.title, card.requester, card.reason, card.target, card.actionDigest, card.shownDigest, ...card.policy, 'token']) {
    must(name, full.text.replaceAll(/\s/g, '').includes(text.replaceAll(' ', '')), `does not show ${text}`);
  }
  must(name, full.bold.every((text) => !/churn|report/.test(text)), 'lets markup of the requester through');
  must(name, full.links.length === 1 && full.links[0] === card.link, `links to ${full.links}`);
  must(name, full.unanswered.includes('Radio_Decision'), 'can be sent without a decision');
  must(name, full.missing.length === 0, `cannot be approved: ${full.missing}`);
  const sent = full.keys.filter((key) => key !== 'review');
  must(name, sent.every((key) => ['comment', 'decision', 'reason'].includes(key)), `sends ${sent}`);
  if (pictures) {
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.screenshot({ path: join(pictures, `${name.replace('.form', '')}-${scheme}.png`), fullPage: true });
    }
  }
  const other = await page.evaluate(fill, schema, bare, 'Deny');
  must(name, other.missing.includes('Textarea_Reason'), 'can be denied without a reason');
  must(name, other.tables < full.tables, 'shows tables that have nothing in them');
  must(name, plan || other.text.includes('not applicable'), 'does not say that there are no rows');
}

const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 760, height: 900 });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.setContent(`<style>${await readFile(style, 'utf8')}</style><div id="form"></div>`);
  await page.addScriptTag({ content: await viewer() });
  for (const name of ['review-action.form', 'review-masking-plan.form']) {
    await check(page, name);
  }
} finally {
  await browser.close();
}
if (problems.length) {
  problems.forEach((problem) => console.error(problem));
  process.exit(1);
}
console.log('The forms show what a reviewer needs and send a decision and a comment only.');
