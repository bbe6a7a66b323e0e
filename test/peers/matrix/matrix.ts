/** Plays every story with every program over every transport, and tells what came of it. */
import type { Phone } from '../../../testkit/phone.ts';
import type { Installation } from '../installation.ts';
import type { User } from '../users.ts';
import type { Peer, Seat, Transport } from './peer.ts';
import { type Interactive, type PeerProgram, PROGRAMS, type Tools } from './programs.ts';
import { ROWS, type Row, type RowName } from './rows.ts';
import type { SippStage } from './sipp-flow.ts';
import { scriptedPhone } from './stage.ts';

export type Outcome =
  | { readonly kind: 'works' }
  | { readonly kind: 'cannot'; readonly why: string }
  | { readonly kind: 'fails'; readonly how: string };

export interface Column {
  readonly program: PeerProgram;
  readonly transport: Transport;
  readonly cells: Map<RowName, Outcome>;
}

export interface Surroundings {
  readonly users: readonly User[];
  readonly tools: Tools;
  /** Where the phones of a transport find their exchange. */
  exchangeFor(transport: Transport): Installation;
}

interface Job {
  readonly column: Column;
  /** Played one after the other with one program. */
  readonly rows: readonly Row[];
  readonly own: NonNullable<Row['own']>;
}

/** At a time; those that mostly wait are not counted. */
const JOBS_AT_A_TIME = 4;
const USERS_PER_JOB = 3;
/** Blocks of 100 ports for the programs, each with its RTP 1000 higher. */
const FIRST_PORT = 10_000;

export const EVERY_TRANSPORT: readonly Transport[] = ['UDP', 'TCP', 'TLS', 'WS', 'WSS'];

/** The columns that can be, with the cells that a program has no say in filled in. */
export function columnsOf(): Column[] {
  return PROGRAMS.flatMap((program) =>
    program.transports.map((transport) => {
      const cells = Object.entries(program.without).map(
        ([row, why]) => [row as RowName, { kind: 'cannot', why }] as const,
      );
      return { program, transport, cells: new Map<RowName, Outcome>(cells) };
    }),
  );
}

/** How many extensions it takes. */
export function usersFor(columns: readonly Column[]): number {
  return USERS_PER_JOB * columns.flatMap(jobsOf).length;
}

/** Fills in all cells. */
export async function play(
  columns: readonly Column[],
  { users, tools, exchangeFor }: Surroundings,
): Promise<void> {
  const jobs = columns.flatMap(jobsOf).map((job, index) => ({ job, index }));
  const run = ({ job, index }: { job: Job; index: number }): Promise<void> => {
    const [seated, a, b] = users.slice(USERS_PER_JOB * index, USERS_PER_JOB * (index + 1));
    if (!seated || !a || !b) throw new Error('there are too few extensions');
    return playJob(job, { index, seated, a, b, installation: exchangeFor(job.column.transport), tools });
  };
  const isSlow = ({ job }: { job: Job }): boolean => job.rows.some((row) => row.isSlow);
  const waiting = jobs.filter((job) => !isSlow(job));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
  };
  const hands = Array.from({ length: JOBS_AT_A_TIME }, work);
  await Promise.all([...jobs.filter(isSlow).map(run), ...hands]);
}

function jobsOf(column: Column): Job[] {
  const rows = ROWS.filter(({ name }) => !column.cells.has(name));
  const isAlone = (row: Row): boolean => 'stories' in column.program || row.own !== undefined;
  const alone = rows.filter(isAlone).map((row) => ({ column, rows: [row], own: row.own ?? {} }));
  const together = rows.filter((row) => !isAlone(row));
  return together.length > 0 ? [{ column, rows: together, own: {} }, ...alone] : alone;
}

interface Place {
  readonly index: number;
  readonly seated: User;
  readonly a: User;
  readonly b: User;
  readonly installation: Installation;
  readonly tools: Tools;
}

async function playJob({ column, rows, own }: Job, place: Place): Promise<void> {
  const { index, seated, installation } = place;
  const { program, transport, cells } = column;
  const address = `127.0.2.${index + 1}`;
  const seat: Seat = {
    number: seated.number,
    password: seated.password,
    transport,
    host: own.ipv6 ? '[::1]' : '127.0.0.1',
    exchangePort: portOf(installation, transport),
    port: FIRST_PORT + 2000 * Math.floor(index / 10) + 100 * (index % 10),
    watched: place.a.number,
  };
  const personality = { rings: own.rings ?? true };
  const a = await scriptedPhone(installation, place.a, { address, port: 5060 }, personality);
  const b = await scriptedPhone(installation, place.b, { address, port: 5070 }, personality);
  if (rows.some(({ name }) => name === 'BLF' || name === 'presence'))
    await installation.hamvoip('extension', 'watchers', place.a.number, '--add', seated.number);
  try {
    if ('stories' in program) {
      for (const { name } of rows)
        cells.set(name, await outcomeOf(() => program.stories[name]({ installation, seat, a, b }), [a, b]));
    } else await playWith(program, { column, rows, own }, { installation, seat, a, b, tools: place.tools });
  } finally {
    a.close();
    b.close();
  }
}

/** The rows with one program, with another one after a failure. */
async function playWith(
  program: Interactive,
  { column: { transport, cells }, rows, own }: Job,
  { installation, seat, a, b, tools }: SippStage & { readonly tools: Tools },
): Promise<void> {
  let peer: Peer | undefined;
  for (const row of rows) {
    const outcome = await outcomeOf(async () => {
      peer ??= await program.start(seat, own.habits ?? {}, tools);
      peer.facts.forget();
      await row.story({ installation, peer, transport, a, b });
    }, [a, b]);
    cells.set(row.name, outcome);
    if (outcome.kind === 'works') continue;
    // Whatever state it is in, the next story begins afresh.
    await peer?.remove().catch(() => {});
    peer = undefined;
  }
  await peer?.remove();
}

/** Nothing may be wrong with what the scripted phones saw either; they forget it afterwards. */
async function outcomeOf(story: () => Promise<void>, phones: readonly Phone[]): Promise<Outcome> {
  try {
    await story();
    const problems = phones.flatMap((phone) => phone.problems);
    if (problems.length > 0) throw new Error(`the exchange did to the other phones: ${problems.join('; ')}`);
    return { kind: 'works' };
  } catch (error) {
    for (const phone of phones) {
      for (const call of phone.calls) if (call.state === 'answered') await call.hangUp().catch(() => {});
      phone.problems.splice(0);
    }
    return { kind: 'fails', how: (error as Error).message };
  }
}

function portOf(installation: Installation, transport: Transport): number {
  if (transport === 'TLS') return installation.sipsPort;
  return transport === 'WS' || transport === 'WSS' ? installation.httpPort : installation.sipPort;
}
