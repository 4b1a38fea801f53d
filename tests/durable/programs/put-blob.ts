import { putBlob } from '../../../src/durable/blobs';
import { armFailPoints } from '../../../src/durable/fail-points';

// Stores a content, with a fail-point armed, and prints its hash if it comes so far.
const [folder = '', failPoints = '', text = ''] = process.argv.slice(2);

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < 3; at += 1) yield Buffer.from(text);
}

armFailPoints(failPoints);
const stored = await putBlob(folder, pieces());
process.stdout.write(`${stored.ok ? stored.value.hash : stored.error.code}\n`);
