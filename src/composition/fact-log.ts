import type { Fact } from '../base/journal.ts';
import type { Log } from '../base/log.ts';

/** The facts an administrator wants to find in the log. Extensions by number; no address is in any fact. */
export function logFact(log: Log, fact: Fact): void {
  switch (fact.kind) {
    case 'banned':
      return log.warn('address banned', {
        extension: fact.extension,
        cause: fact.cause,
        until: isoTime(fact.untilMs),
      });
    case 'unbanned':
      return log.info('ban ended', { cause: fact.cause });
    case 'call-ended':
      return log.info('call ended', {
        call: fact.call,
        result: fact.result,
        seconds: Math.round(fact.durationMs / 1000),
      });
    case 'handler-exception': {
      const stack = fact.error instanceof Error ? fact.error.stack : String(fact.error);
      return log.error('an exception of ours was caught', { where: fact.where, stack });
    }
    default:
      return;
  }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
