import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

type Folder =
  | 'domain'
  | 'protocol'
  | 'store'
  | 'durable'
  | 'main'
  | 'preload'
  | 'renderer'
  | 'server'
  | 'cli';

/** Which of our folders, and which packages, the files of a folder may import (docs/adr/0002). */
const rules: Readonly<
  Record<Folder, { readonly folders: readonly Folder[]; readonly packages: readonly RegExp[] }>
> = {
  domain: { folders: ['domain'], packages: [/^zod$/, /^yjs$/] },
  protocol: { folders: ['protocol', 'domain'], packages: [/^zod$/] },
  store: {
    folders: ['store', 'domain', 'protocol'],
    packages: [/^zod$/, /^dexie$/, /^uuid$/, /^@noble\/hashes\//],
  },
  durable: { folders: ['durable', 'domain', 'protocol'], packages: [/^zod$/, /^node:/, /^@noble\/hashes\//] },
  main: {
    folders: ['main', 'domain', 'protocol', 'durable', 'cli'],
    packages: [/^zod$/, /^node:/, /^electron$/, /^papaparse$/],
  },
  preload: { folders: ['preload', 'protocol'], packages: [/^electron$/] },
  renderer: {
    folders: ['renderer', 'domain', 'protocol'],
    packages: [
      /^zod$/,
      /^react(-dom)?(\/|$)/,
      /^@mui\//,
      /^@emotion\//,
      /^zustand(\/|$)/,
      /^tinykeys$/,
      /^@tanstack\/react-virtual$/,
    ],
  },
  server: {
    folders: ['server', 'domain', 'protocol', 'durable'],
    packages: [/^zod$/, /^node:/, /^fastify$/, /^kysely$/],
  },
  cli: { folders: ['cli', 'domain', 'protocol'], packages: [/^node:/] },
};

/** Longer files hide more than one concept; message and data files are lists and may grow. */
const longestFile = 300;
const isList = (file: string): boolean =>
  /(\.messages|\/messages|\/words|-messages|windows-1252|for-people)\.tsx?$/.test(file);

type Module = { readonly file: string; readonly text: string; readonly imports: readonly string[] };

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

/** Everything that a file imports, types included: a type that crosses a boundary is a dependency too. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statement = /(?:^|\n)\s*(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]/g;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...code.matchAll(statement), ...code.matchAll(dynamic)].map((match) => match[1] ?? '');
}

function readModules(): Module[] {
  return filesBelow(path.join(root, 'src')).map((file) => {
    const text = readFileSync(file, 'utf8');
    return { file: path.relative(root, file), text, imports: importsOf(text) };
  });
}

function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const base = path.join(root, path.dirname(from), specifier);
  const found = ['', '.ts', '.tsx']
    .map((ending) => base + ending)
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  return path.relative(root, found ?? `${base} (not found)`);
}

/** What one import breaks, if anything. */
export function breach(from: string, specifier: string, target: string | null): string | null {
  const folder = from.split('/')[1] as Folder;
  const rule = rules[folder];
  if (rule === undefined) return `${from}: src/${folder} is not one of the folders`;
  if (target === null) {
    return rule.packages.some((allowed) => allowed.test(specifier))
      ? null
      : `${from}: may not use the package ${specifier}`;
  }
  const other = target.split('/')[1] as Folder;
  if (!rule.folders.includes(other)) return `${from}: src/${folder} may not import src/${other} (${target})`;
  const [feature, otherFeature] = [from, target].map(
    (file) => /^src\/renderer\/features\/([^/]+)/.exec(file)?.[1],
  );
  const isAcross = feature !== undefined && otherFeature !== undefined && feature !== otherFeature;
  return isAcross ? `${from}: the feature ${feature} may not import the feature ${otherFeature}` : null;
}

function breaches(modules: readonly Module[]): string[] {
  return modules.flatMap(({ file, imports }) =>
    imports.flatMap((specifier) => breach(file, specifier, resolve(file, specifier)) ?? []),
  );
}

/** The first circle of imports, as a path, or null. */
export function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const cycle = walk(next, [...trail, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = walk(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

/** Imports that exist when the program runs; types are gone by then, so they may point both ways. */
function runtimeImports(text: string): string[] {
  return importsOf(text.replace(/import type[^;]*;/g, '').replace(/export type[^;]*from[^;]*;/g, ''));
}

describe('the structure of the source', () => {
  const modules = readModules();

  it('is really looked at', () => {
    expect(modules.length).toBeGreaterThan(150);
    expect(new Set(modules.map(({ file }) => file.split('/')[1])).size).toBeGreaterThanOrEqual(7);
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
  });

  it('keeps to the table of who may import whom', () => {
    expect(breaches(modules)).toEqual([]);
  });

  it('has no file that is longer than one concept', () => {
    const long = modules.filter(
      ({ file, text }) => !isList(file) && text.split('\n').length > longestFile + 1,
    );
    expect(long.map(({ file, text }) => `${file}: ${text.split('\n').length} lines`)).toEqual([]);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      modules.map(({ file, text }) => [
        file,
        runtimeImports(text).flatMap((specifier) => resolve(file, specifier) ?? []),
      ]),
    );
    expect(findCycle(graph)).toBeNull();
  });

  it('has no file that only passes others on', () => {
    const barrels = modules.filter(({ text }) => {
      const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
      return (
        lines.length > 0 && lines.every((line) => /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /.test(line))
      );
    });
    expect(barrels.map(({ file }) => file)).toEqual([]);
  });

  it('calls the raw browser and Electron interfaces in one place each', () => {
    const places = (pattern: RegExp): string[] =>
      modules.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
    expect(places(/\bipcMain\b/)).toEqual(['src/main/desk-windows.ts']);
    expect(places(/new Dexie\(|extends Dexie\b/)).toEqual(['src/store/database.ts']);
    expect(places(/dangerouslySetInnerHTML|\.innerHTML\b/)).toEqual([]);
  });
});

describe('the checks of the structure', () => {
  it('find what they look for', () => {
    expect(
      importsOf(
        "import type { A } from '../a';\nimport 'b';\nexport { c } from './c';\nconst d = import('d');",
      ),
    ).toEqual(['../a', 'b', './c', 'd']);
    expect(importsOf("// import 'x';\n/* import 'y'; */")).toEqual([]);
    expect(breach('src/domain/a.ts', 'electron', null)).toMatch(/may not use the package electron/);
    expect(breach('src/domain/a.ts', '../main/b', 'src/main/b.ts')).toMatch(/may not import src\/main/);
    expect(breach('src/renderer/features/a/x.ts', '../b/y', 'src/renderer/features/b/y.ts')).toMatch(
      /feature a may not import/,
    );
    expect(breach('src/odd/a.ts', 'zod', null)).toMatch(/not one of the folders/);
    expect(
      findCycle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a']);
    expect(
      findCycle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toBeNull();
  });
});
