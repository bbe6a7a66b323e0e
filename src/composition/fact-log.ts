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
    case 'suspension-began':
      return log.info('suspension began', {
        suspension: fact.suspension,
        scope: fact.scope === 'all' ? 'all' : fact.scope.join(','),
        what: fact.what.join(','),
      });
    case 'suspension-ended':
      return log.info('suspension ended', { suspension: fact.suspension, cause: fact.cause });
    case 'router-signs':
      return log.info('a router meddles with SIP', {
        extension: fact.extension,
        signs: fact.signs.join(',') || 'no more',
      });
    case 'setting-changed':
      return log.info('setting changed', { setting: fact.setting });
    case 'limit-reached':
      return log.info('limit reached', { extension: fact.extension, limit: fact.limit });
    case 'call-ended':
      return log.info('call ended', {
        call: fact.call,
        result: fact.result,
        seconds: Math.round(fact.durationMs / 1000),
      });
    case 'backup-finished':
      return log.info('backup made', { cause: fact.cause, bytes: fact.bytes });
    case 'backup-failed':
      return log.error('no backup was made', { cause: fact.cause, reason: fact.reason });
    case 'directory-issued':
      return log.info('directory issued', { issue: fact.issue, entries: fact.entries });
    case 'directory-failed':
      return log.error('no directory was made', { issue: fact.issue, reason: fact.reason });
    case 'audit-delayed':
      return log.warn('the audit log waits for the disk', { reason: fact.reason, rows: fact.owed });
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
