/**
 * `node bench/profile-report.ts FOLDER [LINES]`: where the time went in each thread, from what
 * `npm run bench -- --profile FOLDER` left. Per function its own time and the time with all it called, in per cent of
 * the thread's busy time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface Times {
  self: number;
  total: number;
}

const [folder = '.', lines = '40'] = process.argv.slice(2);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
  const times = timesByFunction(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const busyUs = [...times.values()].reduce((sum, { self }) => sum + self, 0);
  console.log(`\n${file}: ${Math.round(busyUs / 1000)} ms busy\n   self  total`);
  const percent = (us: number): string => ((us / busyUs) * 100).toFixed(1).padStart(6);
  const top = (key: keyof Times) =>
    [...times].sort(([, a], [, b]) => b[key] - a[key]).slice(0, Number(lines));
  for (const [name, { self, total }] of top('self'))
    console.log(`${percent(self)} ${percent(total)}  ${name}`);
  console.log('--- by total');
  for (const [name, { self, total }] of top('total'))
    console.log(`${percent(self)} ${percent(total)}  ${name}`);
}

/** In microseconds, idle time left out. A function that calls itself counts once. */
function timesByFunction({ nodes, samples, timeDeltas }: CpuProfile): Map<string, Times> {
  const selfById = new Map<number, number>();
  samples.forEach((id, index) => {
    selfById.set(id, (selfById.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map<string, Times>();
  const visit = (node: ProfileNode, above: ReadonlySet<string>): number => {
    const name = nameOf(node);
    if (name === '(idle)') return 0;
    const self = selfById.get(node.id) ?? 0;
    const within = new Set(above).add(name);
    let total = self;
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child) total += visit(child, within);
    }
    const entry = times.get(name) ?? { self: 0, total: 0 };
    entry.self += self;
    if (!above.has(name)) entry.total += total;
    times.set(name, entry);
    return total;
  };
  const [root] = nodes;
  if (root) visit(root, new Set());
  return times;
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const place = url === '' ? '' : ` ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`;
  return `${functionName || '(anonymous)'}${place}`;
}
