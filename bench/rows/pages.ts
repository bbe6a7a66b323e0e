import { join } from 'node:path';
import { requestOverSocket } from '../../src/web/control-socket.ts';
import { registerCallees } from '../load/calls.ts';
import { PageVisitor } from '../load/page-visitor.ts';
import type { Figure, Row } from '../row.ts';
import { type RunningHamvoip, startHamvoip } from '../servers/hamvoip.ts';
import { numberOf, passwordOf } from '../servers/subscribers.ts';

const EXTENSIONS = 1_000;
const ADMINISTRATOR = { name: 'bench', password: 'correct horse battery staple' };
/** Of each page, after some that warm it. */
const LOOKS = 100;
const WARMING = 50;
const P95_MS = 15;
const BANS = 20;

const PAGES = [
  { path: '/', as: 'visitor' },
  { path: '/status', as: 'visitor' },
  { path: '/toestellen', as: 'visitor' },
  { path: '/mijn', as: 'member' },
  { path: '/mijn/diagnose', as: 'member' },
  { path: '/beheer', as: 'administrator' },
  { path: '/beheer/extensies', as: 'administrator' },
  { path: '/beheer/live', as: 'administrator' },
  { path: '/beheer/blokkades', as: 'administrator' },
  { path: '/beheer/logboek', as: 'administrator' },
] as const;

type Role = (typeof PAGES)[number]['as'];

interface Measured {
  /** The fastest first. */
  readonly ms: readonly number[];
  readonly bytes: number;
}

/** From the question to the last byte, one page at a time, everyone registered. */
export const pagesRow: Row = {
  key: 'pages',
  async run({ pairs, profileFolder }): Promise<Figure[]> {
    const rounds: (readonly Measured[])[] = [];
    for (let pair = 0; pair < pairs; pair += 1) rounds.push(await measureAll(profileFolder));
    return PAGES.map(({ path }, index) => {
      const times = rounds.flatMap((round) => round[index] ?? []);
      const middle = times.map(({ ms }) => at(ms, 0.5).toFixed(1)).join(', ');
      return {
        work: `Page ${path} with ${EXTENSIONS} extensions, 95 of 100`,
        unit: 'ms',
        wanted: `≤ ${P95_MS}`,
        atMost: P95_MS,
        ours: times.map(({ ms }) => at(ms, 0.95)),
        notes: [`half of them ${middle} ms`, `${Math.ceil((times[0]?.bytes ?? 0) / 1000)} kB`],
      };
    });
  },
};

async function measureAll(profileFolder: string | undefined): Promise<readonly Measured[]> {
  const server = await startHamvoip({ extensions: EXTENSIONS, profileFolder });
  const visitor = new PageVisitor(server.httpPort);
  try {
    await registerCallees(server, EXTENSIONS);
    const cookies = await logIn(server, visitor);
    await fill(server);
    const measured: Measured[] = [];
    for (const { path, as } of PAGES) measured.push(await measure(visitor, path, cookies[as]));
    return measured;
  } finally {
    visitor.close();
    await server.stop();
  }
}

async function measure(visitor: PageVisitor, path: string, cookie: string): Promise<Measured> {
  const times: number[] = [];
  let size = 0;
  for (let look = -WARMING; look < LOOKS; look += 1) {
    const { status, bytes, ms } = await visitor.look(path, cookie);
    if (status !== 200) throw new Error(`${path} is answered with ${status}`);
    if (look >= 0) times.push(ms);
    size = bytes;
  }
  return { ms: times.sort((a, b) => a - b), bytes: size };
}

async function logIn(server: RunningHamvoip, visitor: PageVisitor): Promise<Record<Role, string>> {
  const socket = join(server.data, 'control.sock');
  await requestOverSocket(socket, 'POST', '/api/v1/administrators', ADMINISTRATOR);
  const phone = { number: numberOf(0), password: passwordOf(0) };
  return {
    visitor: '',
    member: await visitor.logIn({ method: 'extension', ...phone }),
    administrator: await visitor.logIn({ method: 'password', ...ADMINISTRATOR }),
  };
}

/** What makes pages long: an empty table is soon drawn. */
async function fill({ data }: RunningHamvoip): Promise<void> {
  const socket = join(data, 'control.sock');
  for (let n = 1; n <= BANS; n += 1) {
    await requestOverSocket(socket, 'POST', '/api/v1/bans', {
      address: `198.51.100.${n}`,
      durationSeconds: 3_600,
    });
  }
  await requestOverSocket(socket, 'POST', '/api/v1/instructions', {
    text: 'Laat je toestel zich niet vaker dan eens in de tien minuten aanmelden.',
    checks: [{ kind: 'registration-interval', atLeastS: 600 }],
    targets: { kind: 'all' },
  });
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
