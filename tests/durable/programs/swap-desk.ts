import { armFailPoints } from '../../../src/durable/fail-points';
import { finishSwap, planSwap } from '../../../src/durable/backup/swap';

// Plans a swap and carries it out, or only goes on with one, and may be killed on the way.
const [dataFolder = '', staging = '', names = '', failPoints = ''] = process.argv.slice(2);

if (failPoints !== '') armFailPoints(failPoints);
if (staging !== '') await planSwap(dataFolder, staging, names.split(','), Date.UTC(2026, 0, 5));
const finished = await finishSwap(dataFolder);
process.stdout.write(`${finished.ok ? finished.value : finished.error.code}\n`);
