/** The sources of the whole project, read once, and what can be asked about them. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

interface Source {
  /** From the root, with slashes: `src/base/clock.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  /** Without comments and without what is between quotes. */
  readonly bare: string;
  readonly imports: readonly Import[];
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const code = text.replace(COMMENT_OR_QUOTED, (found) => (found.startsWith('/') ? blank(found) : found));
  const bare = code.replace(COMMENT_OR_QUOTED, (found) => (found.startsWith('`') ? found : "''"));
  return { path, text, code, bare, imports: readImports(code) };
}

const COMMENT_OR_QUOTED =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;

/** Lines keep their numbers. */
function blank(comment: string): string {
  return comment.replace(/[^\n]/g, '');
}

function readImports(code: string): Import[] {
  const statements = code.matchAll(/^(?:import|export)\s+([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gm);
  const fromStatements = [...statements].map(([, clause = '', specifier = '']) => ({
    specifier,
    names: importedNames(clause),
    typeOnly: clause.startsWith('type ') || everyNameIsType(clause),
  }));
  const others = [...code.matchAll(/\bimport\s*\(\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm)].map(
    ([, dynamic, bareImport]) => ({ specifier: dynamic ?? bareImport ?? '', names: [], typeOnly: false }),
  );
  return [...fromStatements, ...others];
}

function braces(clause: string): string[] {
  const inside = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  return inside
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function importedNames(clause: string): string[] {
  return braces(clause).map((name) => name.replace(/^type\s+/, '').split(/\s+as\s+/)[0] ?? '');
}

function everyNameIsType(clause: string): boolean {
  const names = braces(clause);
  return clause.startsWith('{') && names.length > 0 && names.every((name) => name.startsWith('type '));
}

export const SOURCES = globSync(
  ['src', 'ui', 'test', 'testkit', 'bench', 'fuzz'].map((folder) => `${folder}/**/*.{ts,tsx}`),
  { cwd: ROOT },
)
  .sort()
  .map(read);
/** What the pages are built from, without what builds and tests them. */
export const UI = SOURCES.filter(
  ({ path }) => path.startsWith('ui/') && path !== 'ui/build.ts' && !path.endsWith('.test.ts'),
);
export const PRODUCT = SOURCES.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'));

export function target(source: Source, specifier: string): string | undefined {
  return specifier.startsWith('.') ? normalize(join(dirname(source.path), specifier)) : undefined;
}

/** Fails with one line per breach. */
export function expectNone(breaches: readonly string[]): void {
  assert.equal(breaches.length, 0, `\n  ${breaches.join('\n  ')}`);
}

/** Every place where the pattern is found, as `file:line what`. */
export function find(
  sources: readonly Source[],
  pattern: RegExp,
  part: 'text' | 'code' | 'bare' = 'bare',
): string[] {
  return sources.flatMap((source) =>
    source[part].split('\n').flatMap((line, index) => {
      const found = pattern.exec(line);
      return found === null ? [] : [`${source.path}:${index + 1} ${found[0].trim()}`];
    }),
  );
}

export function outside(...places: readonly string[]): Source[] {
  return PRODUCT.filter(({ path }) => !places.some((place) => path.startsWith(`src/${place}`)));
}
