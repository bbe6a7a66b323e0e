import { examine } from '../cli/doctor/checks.ts';
import type { CheckId, Finding } from '../cli/doctor/finding.ts';
import { EN } from '../cli/words/en.ts';
import { NL } from '../cli/words/nl.ts';
import type { Words } from '../cli/words/words.ts';
import type { Settings } from '../config/settings.ts';
import type { Console } from '../exchange/console.ts';
import type { DoctorFinding } from '../web/contract/doctor.ts';
import type { Examine } from '../web/routes/doctor.ts';
import { ban, extension, whitelistEntry } from '../web/views.ts';
import { examineWhileRunning } from './examine-machine.ts';

/** Reading the whole database would hold up calls, and its ports are the exchange's own. */
const NOT_LOOKED_AT: ReadonlySet<CheckId> = new Set(['SYS-007', 'NET-001']);

/** The doctor of an exchange that runs, for who has its web site but no shell. */
export function runningDoctor(parts: {
  readonly settings: () => Settings;
  readonly console: Console;
}): Examine {
  return async () => {
    const { console } = parts;
    const settings = parts.settings();
    const machine = await examineWhileRunning(settings);
    const findings = examine({
      machine: { ...machine, database: 'good', portsInUse: [] },
      settings,
      extensions: console.extensions.list().map(extension),
      bans: console.bans.list().map(ban),
      whitelist: console.whitelist.list().map(whitelistEntry),
      clockStepSeconds: console.status().clockStepSeconds,
      lastBackupMs: console.backups.state().lastSuccessMs,
    });
    return findings
      .filter(({ id }) => !NOT_LOOKED_AT.has(id))
      .map((finding) => inWords(finding, settings.timeZone));
  };
}

/** In both languages, because a page is. */
export function inWords({ id, verdict, values }: Finding, timeZone: string): DoctorFinding {
  const both = (say: (words: Words, time: (iso: string) => string) => string) => {
    const of = (words: Words) => say(words, (iso) => words.time(iso, timeZone));
    return { nl: of(NL), en: of(EN) };
  };
  const isGood = verdict === 'good';
  return {
    code: `HC-${id}`,
    verdict,
    what: both(({ doctor: { checks } }, time) => checks[id][isGood ? 'good' : 'what'](values, time)),
    why: isGood ? null : both(({ doctor: { checks } }) => checks[id].why),
    todo: isGood ? null : both(({ doctor: { checks } }, time) => checks[id].todo(values, time)),
  };
}
