// Writes copies of processes for 8.6: without task listeners. Usage: node adapt.mjs FROM TO
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const [, , from, to] = process.argv;
for (const name of (await readdir(from)).filter((file) => file.endsWith('.bpmn'))) {
  const text = await readFile(join(from, name), 'utf8');
  await writeFile(
    join(to, name),
    text
      .replace(/\s*<zeebe:taskListeners>.*?<\/zeebe:taskListeners>/gs, '')
      .replace('executionPlatformVersion="8.8.0"', 'executionPlatformVersion="8.6.0"'),
  );
}
