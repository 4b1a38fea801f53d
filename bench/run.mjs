import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { desk, temporaryFolder } from './app.mjs';
import { benchDurability } from './durability.mjs';
import { createFigures } from './figures.mjs';
import { benchImport } from './import.mjs';
import { benchWindow } from './window.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    tickets: { type: 'string' },
    runs: { type: 'string', default: '5' },
    data: { type: 'string', default: path.resolve(import.meta.dirname, '../../shared/data') },
  },
});

const figures = createFigures();
const isAsked = (name) => values.only === undefined || values.only.includes(name);
const incidents = path.join(values.data, 'incidents/servicenow-audit-log.csv.zip');
const runs = Number(values.runs);

if (isAsked('import')) {
  if (existsSync(incidents)) await benchImport(figures, incidents, temporaryFolder, runs);
  else console.log(`import: skipped, there is no file ${incidents}`);
}
if (isAsked('durability')) {
  await benchDurability(figures, temporaryFolder, Number(values.tickets ?? '100000'));
}
if (isAsked('window')) {
  const { folder, remove } = temporaryFolder();
  const isReal = values.tickets === undefined && existsSync(incidents);
  await desk(
    isReal ? ['import', incidents] : ['generate', '--tickets', values.tickets ?? '10000', '--seed', '1'],
    folder,
  );
  await benchWindow(figures, folder, isReal ? 'real incidents' : 'generated tickets');
  remove();
}
console.log(`written to ${figures.write(path.resolve(import.meta.dirname, 'results'))}`);
