import type { Settings } from '../../config/settings.ts';
import { isNameFor } from '../../web/contract/certificate.ts';
import { LEAST_DISK_BYTES } from '../../web/contract/health.ts';
import type { Ban, Extension, WhitelistEntry } from '../../web/contract.ts';
import { type Finding, find, type Verdict } from './finding.ts';
import type { MachineFacts } from './machine-facts.ts';

/** Everything a check may look at. */
export interface Examined {
  readonly machine: MachineFacts;
  readonly settings: Settings;
  readonly extensions: readonly Extension[];
  readonly bans: readonly Ban[];
  readonly whitelist: readonly WhitelistEntry[];
  /** Of the wall clock since the exchange started; null while it does not run. */
  readonly clockStepSeconds: number | null;
  /** Null: never, as far as is known. */
  readonly lastBackupMs: number | null;
}

const MB = 1024 * 1024;
const DAY_MS = 86_400_000;
/** As large as our sockets ask for. */
const WANTED_BUFFER_BYTES = 4 * MB;
/** More is a jump: what was stored before and after it does not follow on. */
const LARGEST_STEP_S = 2;
/** A night may fail, a week may not. */
const OLDEST_BACKUP_DAYS = 8;
const DEFAULT_BAN = { attempts: 3, windowMs: 300_000, banMs: 3_600_000 };

/** Checks that need nobody outside this machine (product 5.3), in the order they are shown. */
export function examine(examined: Examined): readonly Finding[] {
  return [
    ...machineChecks(examined.machine),
    ...clockChecks(examined),
    ...networkChecks(examined),
    ...certificateChecks(examined),
    ...houseChecks(examined),
    backupCheck(examined),
  ];
}

function machineChecks(machine: MachineFacts): Finding[] {
  const memoryMb = whole(machine.availableMemoryBytes, MB);
  const diskMb = whole(machine.freeDiskBytes, MB);
  const { freeFilesPercent, folder, filesOpenToOthers, database, journalBytes, openFilesLimit } = machine;
  return [
    find('SYS-001', /^linux-(x64|arm64)$/.test(machine.platform) || 'attention', {
      platform: machine.platform,
    }),
    ...(memoryMb === undefined ? [] : [find('SYS-002', below(memoryMb, 256, 64), { mb: memoryMb })]),
    ...(diskMb === undefined
      ? []
      : [
          find('SYS-003', below(diskMb, LEAST_DISK_BYTES.attention / MB, LEAST_DISK_BYTES.fault / MB), {
            mb: diskMb,
          }),
        ]),
    ...(freeFilesPercent === undefined
      ? []
      : [find('SYS-004', below(freeFilesPercent, 10, 1), { percent: freeFilesPercent })]),
    find('SYS-005', folder === 'good' || (folder === 'open-to-others' ? 'attention' : 'fault'), {
      reason: folder,
    }),
    find('SYS-006', filesOpenToOthers.length === 0 || 'fault', { files: filesOpenToOthers.join(', ') }),
    find('SYS-007', database !== 'broken' || 'fault', {}),
    find('SYS-008', journalBytes < 64 * MB || 'attention', { mb: whole(journalBytes, MB) ?? 0 }),
    ...(openFilesLimit === undefined
      ? []
      : [find('SYS-009', below(openFilesLimit, 4_096, 512), { files: openFilesLimit })]),
  ];
}

function clockChecks({ machine: { isClockSynchronised }, clockStepSeconds: step }: Examined): Finding[] {
  return [
    ...(isClockSynchronised === undefined ? [] : [find('SYS-011', isClockSynchronised || 'attention', {})]),
    ...(step === null
      ? []
      : [find('SYS-013', Math.abs(step) <= LARGEST_STEP_S || 'attention', { seconds: step })]),
  ];
}

function backupCheck({ machine: { nowMs }, lastBackupMs }: Examined): Finding {
  if (lastBackupMs === null) return find('BAK-001', 'attention', { days: '', last: '' });
  const days = Math.max(0, Math.floor((nowMs - lastBackupMs) / DAY_MS));
  const last = new Date(lastBackupMs).toISOString();
  return find('BAK-001', days < OLDEST_BACKUP_DAYS || 'attention', { days, last });
}

function networkChecks({ machine, settings }: Examined): Finding[] {
  const { portsInUse, receiveBufferBytes, rewritesSip, isBridged } = machine;
  return [
    find('NET-001', portsInUse.length === 0 || 'fault', { ports: portsInUse.join(', ') }),
    find('NET-005', !rewritesSip || 'fault', {}),
    ...(receiveBufferBytes === undefined
      ? []
      : [
          find('NET-006', receiveBufferBytes >= WANTED_BUFFER_BYTES || 'attention', {
            kb: whole(receiveBufferBytes, 1024) ?? 0,
          }),
        ]),
    find('NET-007', !isBridged || 'attention', {}),
    find('PRV-001', isLoopback(settings.metrics?.address) || 'attention', {
      endpoint:
        settings.metrics === undefined ? 'off' : `${settings.metrics.address}:${settings.metrics.port}`,
    }),
  ];
}

/** A certificate that is renewed by itself is so a month before its end. */
function certificateChecks({ machine: { certificate, nowMs }, settings }: Examined): Finding[] {
  if (certificate === undefined) return [];
  const { fault, expiresAtMs = nowMs, names } = certificate;
  const days = Math.floor((expiresAtMs - nowMs) / DAY_MS);
  const { domain } = settings;
  return [
    find('TLS-001', fault === undefined ? below(days, 21, 7) : 'fault', {
      days,
      fault: fault ?? 'ends-soon',
    }),
    ...(domain === undefined || expiresAtMs === nowMs
      ? []
      : [find('TLS-002', names.some((name) => isNameFor(name, domain)) || 'attention', { domain })]),
  ];
}

function houseChecks({ settings, extensions, bans, whitelist }: Examined): Finding[] {
  const { attempts, windowMs, banMs } = settings.ban;
  const isHouseRule =
    attempts === DEFAULT_BAN.attempts && windowMs === DEFAULT_BAN.windowMs && banMs === DEFAULT_BAN.banMs;
  const weak = extensions.filter(({ weakPassword }) => weakPassword).map(({ number }) => number);
  const numbers = new Set(extensions.map(({ number }) => number));
  const members = bans.flatMap(({ lastUsername }) =>
    lastUsername !== null && numbers.has(lastUsername) ? [lastUsername] : [],
  );
  const behindAlg = extensions
    .filter(({ registrations }) => registrations.some(({ routerSigns }) => routerSigns.length > 0))
    .map(({ number }) => number);
  const wide = whitelist.filter(isWide).map(({ entry }) => entry);
  const rule = { attempts, window: windowMs / 1_000, ban: banMs / 1_000 };
  return [
    find('SIP-004', weak.length === 0 || 'attention', { extensions: weak.join(', ') }),
    find('ALG-001', behindAlg.length === 0 || 'attention', { extensions: behindAlg.join(', ') }),
    find('BAN-001', isHouseRule || 'attention', rule),
    find('BAN-002', members.length === 0 || 'attention', { extensions: [...new Set(members)].join(', ') }),
    find('BAN-003', wide.length === 0 || 'attention', { entries: wide.join(', ') }),
  ];
}

function below(value: number, attention: number, fault: number): Verdict {
  if (value < fault) return 'fault';
  return value < attention ? 'attention' : 'good';
}

function whole(bytes: number | undefined, unit: number): number | undefined {
  return bytes === undefined ? undefined : Math.floor(bytes / unit);
}

/** Undefined is off. */
function isLoopback(address: string | undefined): boolean {
  return address === undefined || address === '::1' || address.startsWith('127.');
}

/** Wider than /24 or /48 (security 1.6). */
function isWide({ entry, kind }: WhitelistEntry): boolean {
  const prefix = Number(entry.split('/')[1]);
  return kind === 'network' && prefix < (entry.includes(':') ? 48 : 24);
}
