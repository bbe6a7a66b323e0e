import type { CallFeatures } from '../../web/contract/call-features.ts';
import type { UsageOfExtension } from '../../web/contract/history.ts';
import type { Instruction } from '../../web/contract/instructions.ts';
import type { Observation } from '../../web/contract/observations.ts';
import type { OwnEvent } from '../../web/contract/own.ts';
import type { ExtensionLimits, Suspension } from '../../web/contract/suspensions.ts';
import type { Ban, Call, Extension, Registration } from '../../web/contract.ts';
import { type ExtensionCheckId, type Finding, find } from './finding.ts';

/** What the API tells of one extension. */
export interface ExaminedExtension {
  readonly extension: Extension;
  /** Without the exchange nothing is known of phones and calls. */
  readonly isRunning: boolean;
  /** Those in force. */
  readonly suspensions: readonly Suspension[];
  readonly bans: readonly Ban[];
  readonly instructions: readonly Instruction[];
  readonly limits: ExtensionLimits;
  readonly features: CallFeatures;
  readonly observation: Observation;
  /** What its phones did last, the newest first. */
  readonly events: readonly OwnEvent[];
  readonly usage: UsageOfExtension;
  readonly calls: readonly Call[];
}

type Found = Finding<ExtensionCheckId>;

/** As many wrong passwords from an address ban it. */
const MANY_WRONG_PASSWORDS = 3;
/** Of all phones of an exchange together this is a storm; of one phone it is a fault in its settings. */
const MANY_REGISTERS_PER_PHONE = 30;

/** What may keep one extension from telephoning, the gravest first. */
export function examineExtension(examined: ExaminedExtension): readonly Found[] {
  return [
    suspensionCheck(examined),
    ...(examined.isRunning ? liveChecks(examined) : []),
    ...settingChecks(examined),
    ...instructionChecks(examined),
  ];
}

function suspensionCheck({ extension: { number, suspended }, suspensions }: ExaminedExtension): Found {
  const own = suspensions.filter(({ scope }) => scope === 'all' || scope.includes(number));
  // The one that ends last tells when everything is given back; none may be known of when it ended just now.
  const ends = own.map(({ until }) => until);
  const until = ends.includes(null)
    ? ''
    : (ends
        .flatMap((end) => end ?? [])
        .sort()
        .at(-1) ?? '');
  return find('PHN-001', suspended.length === 0 || 'attention', { number, what: suspended.join(','), until });
}

function liveChecks(examined: ExaminedExtension): Found[] {
  const { extension, observation } = examined;
  const { number, registrations } = extension;
  const { own, others } = observation.wrongPasswordsPerHour;
  const wrong = own + others;
  const usual = MANY_REGISTERS_PER_PHONE * Math.max(1, registrations.length);
  const { registersPerHour } = observation;
  return [
    registrationCheck(examined),
    ...(registrations.length === 0 ? [] : [silenceCheck(registrations), routerCheck(registrations)]),
    find('PHN-005', wrong === 0 || (wrong < MANY_WRONG_PASSWORDS ? 'attention' : 'fault'), {
      number,
      own,
      others,
    }),
    banCheck(examined),
    find('PHN-007', registersPerHour <= usual || 'attention', { number, count: registersPerHour }),
    find('PHN-008', observation.srtp !== 'required' || 'fault', { number }),
    limitCheck(examined),
    soundCheck(examined),
    transportCheck(examined),
  ];
}

/** Sound one way is what callers notice first, and most often the router's doing. */
function soundCheck({ extension: { number }, observation: { lastCall } }: ExaminedExtension): Found {
  const { fromPhone = 'well', toPhone = null } = lastCall ?? {};
  const isSilent = fromPhone === 'nothing' || toPhone === 'nothing';
  const isBad = fromPhone === 'badly' || toPhone === 'badly';
  return find('PHN-015', (!isSilent && !isBad) || (isSilent ? 'fault' : 'attention'), {
    number,
    from: fromPhone,
    to: toPhone ?? '',
    known: lastCall === null ? '' : 'yes',
  });
}

/** A registered phone goes on in spite of a ban, unless the administrator wants it otherwise; a new one does not get in. */
function banCheck({ extension: { number }, bans, observation }: ExaminedExtension): Found {
  const isTried = bans.some(({ lastUsername }) => lastUsername === number);
  if (isTried) return find('PHN-006', 'fault', { number, by: 'attempts' });
  return find('PHN-006', !observation.banned || 'attention', { number, by: 'phone' });
}

function registrationCheck({ extension, usage }: ExaminedExtension): Found {
  const { number, registrations } = extension;
  const since = registrations.map(({ registeredAt }) => registeredAt).sort()[0] ?? '';
  const last = usage.hours.filter((hour) => hour.registrations > 0).map(({ hour }) => hour);
  return find('PHN-002', registrations.length > 0 || 'fault', {
    number,
    phones: registrations.length,
    since,
    last: last.sort().at(-1) ?? '',
  });
}

/** As long as another phone answers, the extension can be called. */
function silenceCheck(registrations: readonly Registration[]): Found {
  const silent = registrations.filter(({ silentSince }) => silentSince !== null);
  const verdict = silent.length === registrations.length ? 'fault' : 'attention';
  return find('PHN-003', silent.length === 0 || verdict, {
    silent: silent.length,
    phones: registrations.length,
    since: silent.map(({ silentSince }) => silentSince ?? '').sort()[0] ?? '',
  });
}

function routerCheck(registrations: readonly Registration[]): Found {
  const signs = [...new Set(registrations.flatMap(({ routerSigns }) => routerSigns))];
  return find('PHN-004', signs.length === 0 || 'attention', { signs: signs.join(',') });
}

function limitCheck({ extension: { number, registrations }, limits, calls }: ExaminedExtension): Found {
  const busy = calls.filter(({ from, to, reached }) => [from, to, reached].includes(number)).length;
  const { calls: mostCalls, contacts } = limits.effective;
  const reached = [
    ...(mostCalls !== null && busy >= mostCalls ? ['calls'] : []),
    ...(contacts !== null && registrations.length >= contacts ? ['contacts'] : []),
  ];
  return find('PHN-009', reached.length === 0 || 'attention', { number, reached: reached.join(',') });
}

/** A phone that is set to UDP is refused, and its holder sees no more than that. */
function transportCheck({ extension: { number, registrations }, limits }: ExaminedExtension): Found {
  const isHeld = limits.effective.transport === 'TLS';
  return find('PHN-014', !isHeld || registrations.length > 0 || 'attention', { number });
}

function settingChecks({ extension, features }: ExaminedExtension): Found[] {
  const { number, weakPassword } = extension;
  const { doNotDisturb, forwardAlways } = features;
  return [
    find('PHN-010', !doNotDisturb || 'attention', { number }),
    find('PHN-011', forwardAlways === null || 'attention', { number, to: forwardAlways ?? '' }),
    find('PHN-012', !weakPassword || 'attention', { number }),
  ];
}

function instructionChecks({ extension: { number }, instructions }: ExaminedExtension): Found[] {
  const asked = instructions
    .filter(({ closedAt }) => closedAt === null)
    .flatMap(({ id, progress }) =>
      progress
        .filter((row) => row.extension === number && row.state !== 'done')
        .map(({ state }) => ({ id, state })),
    );
  const overdue = asked.filter(({ state }) => state === 'overdue');
  const [first] = [...overdue, ...asked];
  return [
    find('PHN-013', asked.length === 0 || 'attention', {
      open: asked.length - overdue.length,
      overdue: overdue.length,
      first: first?.id ?? '',
    }),
  ];
}
