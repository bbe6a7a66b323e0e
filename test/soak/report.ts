import type { FloodFigures } from '../faults/forged-flood.ts';
import { FAULT_ROWS, type Proof } from './fault-rows.ts';
import { REQUESTS_TO_FILL } from './load.ts';
import type { SoakOptions } from './options.ts';
import type { Sample } from './samples.ts';
import type { Tally } from './tally.ts';
import type { Verdict } from './verdicts.ts';

export interface Report {
  readonly date: string;
  readonly commit: string;
  /** One line: CPU, cores, memory, kernel, Node. */
  readonly machine: string;
  readonly options: SoakOptions;
  readonly verdicts: readonly Verdict[];
  readonly samples: readonly Sample[];
  readonly tally: Tally;
  readonly flood: FloodFigures | undefined;
  readonly perSecond: number;
}

const ROWS_OF_COURSE = 8;
const FAULTS_HEADING = '## Faults';
const HEAD = [
  '# Reliability',
  '',
  'What must hold when things go wrong, what was found, and the command that shows it. `npm run soak` writes this page; nothing here is written by hand.',
  '',
];

/** The whole page. The same figures give the same text. */
export function renderPage(report: Report): string {
  return [...HEAD, ...renderSoak(report), ...renderFlood(report), renderFaults()].join('\n');
}

/** The page before there are figures. */
export function renderWithoutFigures(): string {
  return [
    ...HEAD,
    '## The soak',
    '',
    'No run of half an hour has been published yet.',
    '',
    renderFaults(),
  ].join('\n');
}

/** The page with the faults of today; the figures stay. */
export function withFaults(page: string): string {
  const at = page.indexOf(FAULTS_HEADING);
  return at === -1 ? page : page.slice(0, at) + renderFaults();
}

export function renderFaults(): string {
  const rows = FAULT_ROWS.map(
    ({ fault, holds, proofs }) => `| ${fault} | ${holds} | ${proofs.map(renderProof).join('<br>')} |`,
  );
  return [
    FAULTS_HEADING,
    '',
    'One row for each fault of our security design, and for what an administrator must be able to rely on. Each test runs in CI; the command runs its file alone.',
    '',
    '| fault | what holds | shown by |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function renderProof({ file, test }: Proof): string {
  return `${test.replace(/\$\{\w+\}/g, '…').trim()}: \`${commandFor(file)}\``;
}

/** How one file of tests is run. */
function commandFor(file: string): string {
  const group = /^test\/(faults|peers)\//.exec(file)?.[1];
  const part = file.replace(/\.test\.ts$/, '');
  return group === undefined ? `npm test -- ${part}` : `npm run test:${group} -- ${part}`;
}

function renderSoak(report: Report): string[] {
  const { date, commit, machine, options, verdicts, tally, samples } = report;
  const { minutes, registrations, calls, sound, wrong, malformed, probes, phones } = options;
  return [
    '## The soak',
    '',
    `\`npm run soak\` on ${date}, commit ${commit}: ${minutes} minutes. ${machine}.`,
    '',
    `A real exchange with its default limits, and over UDP, TCP, TLS and WebSocket: ${phones} phones that register ${registrations} times a second in all, leave, come back from elsewhere and are unplugged; ${calls} calls a second to each other, the echo test and three conferences, ${percent(sound)} of them with sound both ways; ${percent(wrong)} of the registrations with a wrong password, from addresses of their own, with bans of a minute; ${malformed} malformed messages a second; the API read once a second with its events open; a caller suspended and let back three times a minute. A process of its own asks ${probes} times a second for a challenge, as a stranger from ever new addresses, and beside it a bare UDP echo, which shows what the machine itself adds. Before the counting the phones leave and register with ${REQUESTS_TO_FILL} requests in a row, so that what is remembered of registrations, up to its bound, is no growth; and everyone registers and calls four times as often as later for two and a half minutes, so that V8 has compiled what it will. Five times the calls end and every phone takes back its registration: what is left then, in the pauses, is what a leak would show in.`,
    '',
    '| what must hold | wanted | found | |',
    '|---|---|---|---|',
    ...verdicts.map(
      ({ what, wanted, found, holds }) =>
        `| ${what} | ${wanted} | ${found} | ${holds ? 'holds' : '**does not hold**'} |`,
    ),
    '',
    `Done: ${tally.describe('done: ')}.`,
    '',
    ...renderCourse(samples),
    '',
  ];
}

function renderCourse(samples: readonly Sample[]): string[] {
  const step = Math.max(1, Math.floor(samples.length / ROWS_OF_COURSE));
  const some = samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
  return [
    '| minute | resident MB | heap MB | descriptors | handles | timers | bindings | calls | bans | nonces | longest lag ms |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...some.map((sample) => {
      const { atS, rssBytes, heapUsedBytes, descriptors, handles, timers, registrations, calls, bans } =
        sample;
      const cells = [
        (atS / 60).toFixed(1),
        (rssBytes / 1e6).toFixed(1),
        (heapUsedBytes / 1e6).toFixed(1),
        descriptors,
        handles,
        timers,
        registrations,
        calls,
        bans,
        sample.tables.get('nonces')?.entries ?? '',
        sample.lagMs.toFixed(1),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function renderFlood({ flood, perSecond }: Report): string[] {
  if (flood === undefined) return [];
  const { answered, turnedAway, registrationMs, seconds } = flood;
  return [
    '## Forged sources',
    '',
    `After it, against a fresh exchange that 2,000 sources kept busy before: REGISTERs, each from an address of its own, half of them with invented credentials, offered at ${perSecond.toLocaleString('en')} a second. ${answered.toLocaleString('en')} were answered within ${Math.round(seconds)} s, ${turnedAway.toLocaleString('en')} turned away unread because there was too much to do, and one phone registered ${registrationMs.length} times meanwhile, challenge and all. What was found stands in the table above.`,
    '',
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
