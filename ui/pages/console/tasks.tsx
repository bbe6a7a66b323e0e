/** What wants an administrator, and what may want one because it could not be read. */
import { applicationSchema } from '../../../src/web/contract/applications.ts';
import { backupStateSchema } from '../../../src/web/contract/backups.ts';
import { certificateSchema } from '../../../src/web/contract/certificate.ts';
import { whitelistRequestSchema } from '../../../src/web/contract/guard.ts';
import { instructionSchema } from '../../../src/web/contract/instructions.ts';
import type { ConsoleLive } from '../../../src/web/contract/live.ts';
import { mailsSchema } from '../../../src/web/contract/mails.ts';
import { replySchema } from '../../../src/web/contract/messages.ts';
import { suspensionSchema } from '../../../src/web/contract/suspensions.ts';
import type { RunningBan } from '../../../src/web/contract.ts';
import { UnknownAmong } from '../../components/known.tsx';
import { StateIcon, type StateName, TONES } from '../../components/state.tsx';
import { knownOf, type Reading, read, readList } from '../../reading.ts';
import { shortDate } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import type { ConsoleVisit } from './console-page.tsx';

/** Something that wants an administrator, with the page where it is done. */
interface Task {
  readonly state: StateName;
  readonly text: string;
  readonly path: string;
  readonly button: string;
}

const WORDS = inBoth({
  nl: {
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
    sources: {
      live: 'wat er nu gebeurt',
      bans: 'blokkades',
      requests: 'verzoeken om een uitzondering',
      applications: 'aanvragen',
      instructions: 'instructies',
      suspensions: 'schorsingen',
      replies: 'antwoorden en vragen om hulp',
      mails: 'of er mail wacht',
      certificate: 'het certificaat',
      backup: 'de backup',
    },
  },
  en: {
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
    sources: {
      live: 'what goes on now',
      bans: 'bans',
      requests: 'requests for whitelisting',
      applications: 'applications',
      instructions: 'instructions',
      suspensions: 'suspensions',
      replies: 'replies and requests for help',
      mails: 'whether mail is waiting',
      certificate: 'the certificate',
      backup: 'the backup',
    },
  },
});

const DAY_MS = 86_400_000;
const CERTIFICATE_SOON_MS = 21 * DAY_MS;
const BACKUP_OLD_MS = 2 * DAY_MS;

/** Where tasks come from; the first two are shown on the page as well. */
export type Sources = Awaited<ReturnType<typeof readSources>> & {
  readonly live: Reading<ConsoleLive>;
  readonly bans: Reading<readonly RunningBan[]>;
};

const SOURCES = [
  'live',
  'bans',
  'requests',
  'applications',
  'instructions',
  'suspensions',
  'replies',
  'mails',
  'certificate',
  'backup',
] as const;

/** What there may be to do, from wherever it is known. */
export async function readSources(visit: ConsoleVisit) {
  return {
    requests: await readList(visit, '/whitelist-requests', whitelistRequestSchema),
    applications: await readList(visit, '/applications', applicationSchema),
    instructions: await readList(visit, '/instructions?state=overdue', instructionSchema),
    suspensions: await readList(visit, '/suspensions?state=active', suspensionSchema),
    replies: await readList(visit, '/replies', replySchema),
    mails: await read(visit, '/mails', mailsSchema),
    certificate: await read(visit, '/certificate', certificateSchema),
    backup: await read(visit, '/backups/state', backupStateSchema),
  };
}

/** Who is banned after attempts with a number there is, or behind an address of registered phones. */
function troubles(visit: ConsoleVisit, { bans }: Sources): Task[] {
  const words = WORDS[visit.language];
  return (knownOf(bans) ?? [])
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

/** Of what is known; what is not known is named above the list. */
function otherTasks(visit: ConsoleVisit, sources: Sources): Task[] {
  const words = WORDS[visit.language];
  const requests = knownOf(sources.requests) ?? [];
  const applications = knownOf(sources.applications) ?? [];
  const instructions = knownOf(sources.instructions) ?? [];
  const suspensions = knownOf(sources.suspensions) ?? [];
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
    ...replyTasks(visit, sources),
    ...systemTasks(visit, sources),
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
function replyTasks(visit: ConsoleVisit, sources: Sources): Task[] {
  const words = WORDS[visit.language];
  const said = (knownOf(sources.replies) ?? [])
    .filter(({ handledAt }) => handledAt === null)
    .map(({ extension, about: { kind, title } }) =>
      kind === 'instruction' ? words.askedHelp(extension, title ?? '…') : words.said(extension, title ?? '…'),
    );
  const mails = knownOf(sources.mails);
  const isStuck = mails !== undefined && mails.waiting > 0 && (!mails.canSend || mails.lastFault !== null);
  const task = { state: 'attention', path: '/beheer/berichten' } as const;
  return [
    ...[...new Set(said)].map((text) => ({ ...task, text, button: words.answer })),
    ...(isStuck ? [{ ...task, text: words.mailWaits(mails.waiting), button: words.look }] : []),
  ];
}

function systemTasks(visit: ConsoleVisit, sources: Sources): Task[] {
  const words = WORDS[visit.language];
  const tasks: string[] = [];
  const certificate = knownOf(sources.certificate);
  if (certificate !== undefined && certificate.fault !== null) tasks.push(words.certificateFault);
  else if (certificate?.expiresAt && Date.parse(certificate.expiresAt) - visit.nowMs < CERTIFICATE_SOON_MS)
    tasks.push(words.certificate(shortDate(certificate.expiresAt, visit.language)));
  const backup = knownOf(sources.backup);
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

export function Tasks({ visit, sources }: { readonly visit: ConsoleVisit; readonly sources: Sources }) {
  const words = WORDS[visit.language];
  const tasks = [...troubles(visit, sources), ...otherTasks(visit, sources)];
  const isAll = SOURCES.every((source) => sources[source].kind !== 'unknown');
  return (
    <>
      <UnknownAmong
        visit={visit}
        parts={SOURCES.map((source) => [words.sources[source], sources[source]] as const)}
      />
      {tasks.length > 0 && <List visit={visit} tasks={tasks} />}
      {tasks.length === 0 && isAll && <p class="status-line tint-ok">{words.nothing}</p>}
    </>
  );
}

function List({ visit, tasks }: { readonly visit: ConsoleVisit; readonly tasks: readonly Task[] }) {
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
