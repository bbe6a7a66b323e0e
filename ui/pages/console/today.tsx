import { applicationSchema } from '../../../src/web/contract/applications.ts';
import { backupStateSchema } from '../../../src/web/contract/backups.ts';
import { certificateSchema } from '../../../src/web/contract/certificate.ts';
import { whitelistRequestSchema } from '../../../src/web/contract/guard.ts';
import { instructionSchema } from '../../../src/web/contract/instructions.ts';
import { consoleLiveSchema } from '../../../src/web/contract/live.ts';
import { mailsSchema } from '../../../src/web/contract/mails.ts';
import { replySchema } from '../../../src/web/contract/messages.ts';
import { suspensionSchema } from '../../../src/web/contract/suspensions.ts';
import { listOf, type RunningBan, runningBanSchema } from '../../../src/web/contract.ts';
import { read } from '../../acting-page.tsx';
import { StateIcon, type StateName, TONES } from '../../components/state.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { CallTable } from '../../live/call-table.tsx';
import { TileMap } from '../../live/tile-map.tsx';
import { view } from '../../page.ts';
import { shortDate } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';
import { extensionPages, hangUpOf } from './live.tsx';
import { BandwidthSpark, CallsSpark, lastHour, readMinutes } from './minute-sparks.tsx';

/** Something that wants an administrator, with the page where it is done. */
interface Task {
  readonly state: StateName;
  readonly text: string;
  readonly path: string;
  readonly button: string;
}

const WORDS = inBoth({
  nl: {
    title: 'Vandaag',
    tasks: 'Wat heeft mij nodig?',
    nothing: 'Niets te doen. 73!',
    trouble: (number: string, minutes: number) => `${number} is geblokkeerd, nog ${minutes} min`,
    help: 'Help',
    request: (number: string) => `${number} vraagt een uitzondering`,
    answer: 'Beantwoord',
    application: (callsign: string) => `${callsign} vraagt een extensie aan`,
    askedHelp: (number: string, about: string) => `${number} vraagt hulp bij: ${about}`,
    said: (number: string, about: string) => `${number} antwoordt op: ${about}`,
    mailWaits: (n: number) => `Mail staat in de wacht (${n})`,
    overdue: (text: string) => `Instructie te laat: ${text}`,
    look: 'Bekijk',
    suspended: (n: number) =>
      n === 1 ? 'Er is 1 schorsing van kracht' : `Er zijn ${n} schorsingen van kracht`,
    certificate: (date: string) => `Het certificaat verloopt ${date}`,
    certificateFault: 'Met het certificaat is iets mis: toestellen over TLS komen er niet in',
    backup: (days: number) => `De laatste backup is ${days} dagen oud`,
    noBackup: 'Er is nog nooit een backup gemaakt',
    toSystem: 'Naar Systeem',
    figures: { reachable: 'Bereikbaar', extensions: 'Extensies', calls: 'Gesprekken', bans: 'Blokkades' },
    calls: 'Nu',
    tiles: 'Extensies',
  },
  en: {
    title: 'Today',
    tasks: 'What needs me?',
    nothing: 'Nothing to do. 73!',
    trouble: (number: string, minutes: number) => `${number} is banned, ${minutes} min left`,
    help: 'Help',
    request: (number: string) => `${number} asks to be whitelisted`,
    answer: 'Answer',
    application: (callsign: string) => `${callsign} applies for an extension`,
    askedHelp: (number: string, about: string) => `${number} asks for help with: ${about}`,
    said: (number: string, about: string) => `${number} answers to: ${about}`,
    mailWaits: (n: number) => `Mail is waiting (${n})`,
    overdue: (text: string) => `Instruction overdue: ${text}`,
    look: 'Look',
    suspended: (n: number) => (n === 1 ? '1 suspension is in force' : `${n} suspensions are in force`),
    certificate: (date: string) => `The certificate expires ${date}`,
    certificateFault: 'Something is wrong with the certificate: phones over TLS do not get in',
    backup: (days: number) => `The last backup is ${days} days old`,
    noBackup: 'No backup was ever made',
    toSystem: 'To System',
    figures: { reachable: 'Reachable', extensions: 'Extensions', calls: 'Calls', bans: 'Bans' },
    calls: 'Now',
    tiles: 'Extensions',
  },
});

const DAY_MS = 86_400_000;
const CERTIFICATE_SOON_MS = 21 * DAY_MS;
const BACKUP_OLD_MS = 2 * DAY_MS;
const REFRESH_S = 30;
const EVENTS = [
  'call.started',
  'call.ringing',
  'call.answered',
  'call.ended',
  'registration.online',
  'registration.offline',
  'conference.joined',
  'conference.left',
  'ban.created',
  'ban.lifted',
  'suspension.started',
  'suspension.ended',
  'instruction.overdue',
  'reply.received',
];

/** Ten minutes a day start here: what needs somebody, members in trouble first. */
export const todayPage = consolePage({
  path: '/beheer',
  async show(visit) {
    const words = WORDS[visit.language];
    const live = await read(visit, '/live', consoleLiveSchema);
    const { extensions = [], calls = [], blocked = [] } = live ?? {};
    const bans = (await read(visit, '/bans', listOf(runningBanSchema)))?.items ?? [];
    const tasks = [...troubles(visit, bans), ...(await otherTasks(visit))];
    const minutes = await readMinutes(visit, 'day');
    const reachable = extensions.filter(
      ({ state }) => state !== 'not-registered' && state !== 'suspended',
    ).length;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: EVENTS }} />
        <section>
          <h2>{words.tasks}</h2>
          <Tasks visit={visit} tasks={tasks} />
        </section>
        <dl class="figures">
          <div>
            <dt>{words.figures.reachable}</dt>
            <dd>{reachable}</dd>
          </div>
          <div>
            <dt>{words.figures.extensions}</dt>
            <dd>{extensions.length}</dd>
          </div>
          <div>
            <dt>{words.figures.calls}</dt>
            <dd>{calls.length}</dd>
          </div>
          <div>
            <dt>{words.figures.bans}</dt>
            <dd>{bans.length}</dd>
          </div>
        </dl>
        <section>
          <h2>{words.calls}</h2>
          <CallTable language={visit.language} calls={calls} nowMs={visit.nowMs} hangUp={hangUpOf(visit)} />
          <div class="columns">
            <BandwidthSpark visit={visit} minutes={lastHour(minutes, visit.nowMs)} />
            <CallsSpark visit={visit} minutes={minutes} />
          </div>
        </section>
        <section>
          <h2>{words.tiles}</h2>
          <TileMap
            language={visit.language}
            extensions={extensions}
            blocked={blocked}
            pages={extensionPages(visit)}
          />
        </section>
      </>,
      { refreshS: REFRESH_S },
    );
  },
});

/** Who is banned after attempts with a number there is, or behind an address of registered phones. */
function troubles(visit: ConsoleVisit, bans: readonly RunningBan[]): Task[] {
  const words = WORDS[visit.language];
  return bans
    .filter(({ concernsMember }) => concernsMember)
    .map(({ lastUsername, until }) => ({
      state: 'banned',
      text: words.trouble(
        lastUsername ?? '?',
        Math.max(1, Math.ceil((Date.parse(until) - visit.nowMs) / 60_000)),
      ),
      path: '/beheer/blokkades',
      button: words.help,
    }));
}

async function otherTasks(visit: ConsoleVisit): Promise<Task[]> {
  const words = WORDS[visit.language];
  const requests = (await read(visit, '/whitelist-requests', listOf(whitelistRequestSchema)))?.items ?? [];
  const applications = (await read(visit, '/applications', listOf(applicationSchema)))?.items ?? [];
  const instructions =
    (await read(visit, '/instructions?state=overdue', listOf(instructionSchema)))?.items ?? [];
  const suspensions = (await read(visit, '/suspensions?state=active', listOf(suspensionSchema)))?.items ?? [];
  const attention = 'attention' as const;
  return [
    ...requests
      .filter(({ state }) => state === 'open')
      .map(({ extension }) => ({
        state: attention,
        text: words.request(extension),
        path: '/beheer/whitelist',
        button: words.answer,
      })),
    ...applications
      .filter(({ state }) => state === 'open')
      .map(({ callsign }) => ({
        state: attention,
        text: words.application(callsign),
        path: '/beheer/aanvragen',
        button: words.answer,
      })),
    ...instructions.map(({ text }) => ({
      state: attention,
      text: words.overdue(firstLine(text)),
      path: '/beheer/instructies',
      button: words.look,
    })),
    ...(await replyTasks(visit)),
    ...(await systemTasks(visit)),
    ...(suspensions.length === 0
      ? []
      : [
          {
            state: 'suspended' as const,
            text: words.suspended(suspensions.length),
            path: '/beheer/schorsingen',
            button: words.look,
          },
        ]),
  ];
}

/** What members said, each thing once; and mail that does not get away. */
async function replyTasks(visit: ConsoleVisit): Promise<Task[]> {
  const words = WORDS[visit.language];
  const replies = (await read(visit, '/replies', listOf(replySchema)))?.items ?? [];
  const said = replies
    .filter(({ handledAt }) => handledAt === null)
    .map(({ extension, about: { kind, title } }) =>
      kind === 'instruction' ? words.askedHelp(extension, title ?? '…') : words.said(extension, title ?? '…'),
    );
  const mails = await read(visit, '/mails', mailsSchema);
  const isStuck = mails !== undefined && mails.waiting > 0 && (!mails.canSend || mails.lastFault !== null);
  const task = { state: 'attention', path: '/beheer/berichten' } as const;
  return [
    ...[...new Set(said)].map((text) => ({ ...task, text, button: words.answer })),
    ...(isStuck ? [{ ...task, text: words.mailWaits(mails.waiting), button: words.look }] : []),
  ];
}

async function systemTasks(visit: ConsoleVisit): Promise<Task[]> {
  const words = WORDS[visit.language];
  const tasks: string[] = [];
  const certificate = await read(visit, '/certificate', certificateSchema);
  if (certificate !== undefined && certificate.fault !== null) tasks.push(words.certificateFault);
  else if (certificate?.expiresAt && Date.parse(certificate.expiresAt) - visit.nowMs < CERTIFICATE_SOON_MS)
    tasks.push(words.certificate(shortDate(certificate.expiresAt, visit.language)));
  const backup = await read(visit, '/backups/state', backupStateSchema);
  if (backup !== undefined) {
    const { lastSuccessAt } = backup;
    const ageMs = lastSuccessAt === null ? undefined : visit.nowMs - Date.parse(lastSuccessAt);
    if (ageMs === undefined) tasks.push(words.noBackup);
    else if (ageMs > BACKUP_OLD_MS) tasks.push(words.backup(Math.floor(ageMs / DAY_MS)));
  }
  return tasks.map((text) => ({ state: 'attention', text, path: '/beheer/systeem', button: words.toSystem }));
}

const LONGEST_LINE = 80;

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

function Tasks({ visit, tasks }: { readonly visit: ConsoleVisit; readonly tasks: readonly Task[] }) {
  const words = WORDS[visit.language];
  if (tasks.length === 0) return <p class="status-line tint-ok">{words.nothing}</p>;
  return (
    <ul class="tasks">
      {tasks.map(({ state, text, path, button }) => (
        <li key={text} class={`tint-${TONES[state]}`}>
          <p>
            <StateIcon state={state} />
            {text}
          </p>
          <a class="button small" href={visit.href(path)} aria-label={`${button}: ${text}`}>
            {button}
          </a>
        </li>
      ))}
    </ul>
  );
}
