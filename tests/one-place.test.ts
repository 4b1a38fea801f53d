import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importFormats } from '../src/domain/import/registry';

const root = path.resolve(import.meta.dirname, '..');

/** Every source file with its text, by its path under `src/`. */
function sources(): ReadonlyMap<string, string> {
  const names = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.tsx?$/.test(name));
  return new Map(files.map((name) => [name, readFileSync(path.join(root, 'src', name), 'utf8')]));
}

/** The files that name a key: as a text, as a property, or as an entry of a table. */
function filesNaming(key: string, files: ReadonlyMap<string, string>): string[] {
  const uses = [
    `['"\`]${key}['"\`]`,
    `\\.${key}\\b`,
    `[{,(\\s]${key}\\??:`,
    `(?:^|[{,])[ \\t]*${key}[ \\t]*[,}]`,
  ];
  const isNamed = new RegExp(uses.join('|'), 'm');
  return [...files]
    .filter(([, text]) => isNamed.test(text))
    .map(([name]) => name)
    .sort();
}

function group(name: string): string[] {
  return [`domain/ticket/fields/${name}.messages.ts`, `domain/ticket/fields/${name}.ts`];
}

/**
 * Where fields may be named: where they are declared, and where one of them means something that others do not.
 * Whatever treats all fields alike (editor, history, columns, query language, tables, words) goes by the registry.
 */
const allowed: Readonly<
  Record<string, { readonly declared: string; readonly meant: Readonly<Record<string, string>> }>
> = {
  assets: { declared: 'identity', meant: {} },
  satisfaction: {
    declared: 'outcome',
    meant: { 'domain/import/guess-map.ts': 'the names that other systems give the column' },
  },
  priorityReason: {
    declared: 'work',
    meant: { 'renderer/features/properties/property-groups.ts': 'shown beside an overridden priority only' },
  },
  level: {
    declared: 'work',
    meant: {
      'domain/import/field-words.ts': 'the words that other systems have for its values',
      'durable/record-file/writer.ts': 'how hard bytes are packed',
      'main/logger.ts': 'the level of a line of the log',
    },
  },
  cause: {
    declared: 'outcome',
    meant: {
      'domain/import/formats/servicenow-list.ts': 'a column of that format',
      'main/import/serve-job.ts': 'the cause of an error',
      'main/import/source.messages.ts': 'the cause of an error',
    },
  },
  impact: {
    declared: 'work',
    meant: {
      'domain/generate/generate.ts': 'invented tickets have one',
      'domain/import/field-words.ts': 'the words that other systems have for its values',
      'domain/import/formats/servicenow-rules.ts': 'a column of that format',
      'domain/import/guess-map.ts': 'the names that other systems give the column',
      'domain/ticket/priority.ts': 'the priority matrix',
    },
  },
};

describe('a ticket field', () => {
  it.each(Object.entries(allowed))(
    '%s is named where it is declared, and where it alone means something',
    (key, { declared, meant }) => {
      expect(filesNaming(key, sources())).toEqual([...group(declared), ...Object.keys(meant)].sort());
    },
  );

  it('that generic code names one by one would be found (control)', () => {
    const planted = new Map([
      ...sources(),
      ['store/queries/planted.ts', "const shown = ['subject', 'assets'];"],
    ]);
    expect(filesNaming('assets', planted)).toEqual([...group('identity'), 'store/queries/planted.ts']);
  });
});

describe('an import format', () => {
  it.each(importFormats.map((format) => format.name))(
    '%s is one file, one line of the registry and its label',
    (name) => {
      const files = sources();
      expect(existsSync(path.join(root, 'src/domain/import/formats', `${name}.ts`))).toBe(true);
      const imports = [...files]
        .filter(([, text]) => text.includes(`formats/${name}'`))
        .map(([file]) => file);
      expect(imports.filter((file) => !file.startsWith('main/import/'))).toEqual([
        'domain/import/registry.ts',
      ]);
      expect(files.get('domain/import/registry.ts')?.match(new RegExp(`formats/${name}'`, 'g'))).toHaveLength(
        1,
      );
    },
  );

  it.each(['servicenow-list', 'servicenow-audit-log'])('%s is named nowhere else', (name) => {
    const file = `domain/import/formats/${name}.ts`;
    const named = [...sources()]
      .filter(([, text]) => new RegExp(`['"\`]${name}['"\`]`).test(text))
      .map(([at]) => at);
    expect(named.sort()).toEqual([file, 'domain/import/import.messages.ts'].sort());
  });

  it('has a label of its own', () => {
    expect(new Set(importFormats.map((format) => format.label)).size).toBe(importFormats.length);
  });
});

describe('a request to the store', () => {
  it.each([
    ['ticket.split', ['protocol/store.ts', 'store/commands/handlers.ts']],
    ['draft.versions', ['protocol/store.ts', 'store/live-source.ts', 'store/queries/handlers.ts']],
  ])('%s is in its contract and in the tables that the compiler completes', (op, files) => {
    const serving = filesNaming(op.replace('.', '\\.'), sources()).filter((file) =>
      /^(protocol|store)\//.test(file),
    );
    expect(serving).toEqual(files);
  });
});

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What the compiler says of a file that imports ours; it lies under the root so that packages are found. */
async function compile(text: string): Promise<string> {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.cache', 'one-place-'));
  folders.push(folder);
  const compilerOptions = {
    composite: false,
    emitDeclarationOnly: false,
    noEmit: true,
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  };
  const config = { extends: '../../tsconfig.base.json', compilerOptions, files: ['check.ts'] };
  writeFileSync(path.join(folder, 'check.ts'), text);
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  return new Promise((resolve) => {
    execFile(path.join(root, 'node_modules/.bin/tsc'), ['-p', folder], (_, stdout) => resolve(stdout));
  });
}

const head = `
import { z } from 'zod';
import { query, command, type Handlers, type QueryName } from '../../src/protocol/rpc/contract';
import { storeContract } from '../../src/protocol/store';
import { hostContract } from '../../src/protocol/host';
import type { OpenedStore } from '../../src/store/serve';
declare const handlers: OpenedStore['handlers'];
declare const hostHandlers: OpenedStore['hostHandlers'];
declare const touches: Readonly<Record<QueryName<typeof storeContract>, unknown>>;
const more = { ...storeContract, 'ticket.words': query(z.object({}), z.int()) } as const;
const moreHost = { ...hostContract, 'desk.forget': command(z.object({}), z.null()) } as const;
`;

describe('the compiler', { timeout: 60_000 }, () => {
  it('names the handler that a new request is missing, at each table that needs it', async () => {
    const said = await compile(`${head}
      handlers satisfies Handlers<typeof more>;
      hostHandlers satisfies Handlers<typeof moreHost>;
      touches satisfies Readonly<Record<QueryName<typeof more>, unknown>>;
    `);
    const lines = said.split('\n').filter((line) => line.includes('error TS'));
    expect(
      lines.map((line) => /ticket\.words|desk\.forget/.exec(said.slice(said.indexOf(line)))?.[0]),
    ).toEqual(['ticket.words', 'desk.forget', 'ticket.words']);
  });

  it('has nothing to say where every request has its handler (control)', async () => {
    const said = await compile(`${head}
      handlers satisfies Handlers<typeof storeContract>;
      hostHandlers satisfies Handlers<typeof hostContract>;
      touches satisfies Readonly<Record<QueryName<typeof storeContract>, unknown>>;
      void [more, moreHost];
    `);
    expect(said).toBe('');
  });
});
