import type { Fact } from '../../base/journal.ts';
import type { TokenScope } from '../../policy/token-scopes.ts';

/**
 * One thing that happened, for pages and scripts that watch. No address and no name is in it; a call sign only for who
 * may see people.
 */
export interface LiveEvent {
  /** `registration.online`, `call.ended`, ... */
  readonly name: string;
  /** Who may hear of it; `read` when left out. */
  readonly scope?: TokenScope;
  /** Of the moment: who was not there has missed nothing. */
  readonly isFleeting?: true;
  readonly data: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Of an extension; null when there is none. */
export type CallsignOf = (extension: string) => string | null;

type Teller<Kind extends Fact['kind']> = (
  fact: Extract<Fact, { readonly kind: Kind }>,
  callsignOf: CallsignOf,
) => LiveEvent | undefined;

/** Which facts are told to the outside, and how. What is not here stays inside. */
const TOLD: { readonly [Kind in Fact['kind']]?: Teller<Kind> } = {
  registered: ({ extension, refresh }) =>
    refresh ? undefined : { name: 'registration.online', data: { extension } },
  unregistered: ({ extension, cause }) =>
    cause === 'replaced' ? undefined : { name: 'registration.offline', data: { extension, cause } },
  'call-began': ({ call, from, to }) => ({ name: 'call.started', data: { call, from, to } }),
  'call-forwarded': ({ call, from, to, cause }) => ({
    name: 'call.forwarded',
    data: { call, from, to, cause },
  }),
  'call-transferred': ({ call, into }) => ({ name: 'call.transferred', data: { call, into } }),
  'call-picked-up': ({ call, by }) => ({ name: 'call.picked-up', data: { call, by } }),
  'call-ringing': ({ call }) => ({ name: 'call.ringing', data: { call } }),
  'call-answered': ({ call, setupMs }) => ({
    name: 'call.answered',
    data: { call, setupSeconds: seconds(setupMs) },
  }),
  'call-ended': ({ call, result, durationMs }) => ({
    name: 'call.ended',
    data: { call, result, seconds: seconds(durationMs) },
  }),
  'conference-joined': ({ conference, extension, participants }) => ({
    name: 'conference.joined',
    data: { conference, extension, participants },
  }),
  'conference-left': ({ conference, extension, participants }) => ({
    name: 'conference.left',
    data: { conference, extension, participants },
  }),
  'conference-talking': ({ conference, extension, talking, talkedMs }, callsignOf) => ({
    name: 'conference.talking',
    scope: 'people',
    isFleeting: true,
    data: {
      conference,
      extension,
      callsign: callsignOf(extension),
      talking,
      talkedSeconds: seconds(talkedMs),
    },
  }),
  'conference-hand': ({ conference, extension, raised }, callsignOf) => ({
    name: 'conference.hand',
    scope: 'people',
    data: { conference, extension, callsign: callsignOf(extension), raised },
  }),
  'conference-state': ({ conference, locked, muted }) => ({
    name: 'conference.state',
    data: { conference, locked, muted },
  }),
  'radio-receiving': ({ radio, conference, on }) => ({
    name: 'radio.receiving',
    isFleeting: true,
    data: { radio, conference, on },
  }),
  'radio-sending': ({ radio, conference, on }) => ({
    name: 'radio.sending',
    isFleeting: true,
    data: { radio, conference, on },
  }),
  banned: ({ extension, cause, untilMs }) => ({
    name: 'ban.created',
    scope: 'bans',
    data: { extension: extension ?? null, cause, until: new Date(untilMs).toISOString() },
  }),
  unbanned: ({ cause }) => ({ name: 'ban.lifted', scope: 'bans', data: { cause } }),
  'suspension-began': ({ suspension, scope, what, untilMs }) => ({
    name: 'suspension.started',
    scope: 'suspend',
    data: { suspension, scope, what, until: untilMs === null ? null : new Date(untilMs).toISOString() },
  }),
  'suspension-ended': ({ suspension, cause }) => ({
    name: 'suspension.ended',
    scope: 'suspend',
    data: { suspension, cause },
  }),
  'phone-silent': ({ extension }) => ({ name: 'phone.silent', data: { extension } }),
  'phone-answers': ({ extension }) => ({ name: 'phone.answers', data: { extension } }),
  'router-signs': ({ extension, signs }) => ({ name: 'phone.router', data: { extension, signs } }),
  'limit-reached': ({ extension, limit }) => ({ name: 'limit.reached', data: { extension, limit } }),
  'call-feature-set': ({ extension, feature, on }) => ({
    name: 'extension.feature',
    scope: 'people',
    data: { extension, feature, on },
  }),
  'instruction-given': ({ instruction }) => ({ name: 'instruction.given', data: { instruction } }),
  'instruction-closed': ({ instruction }) => ({ name: 'instruction.closed', data: { instruction } }),
  'instruction-done': ({ instruction, extension }) => ({
    name: 'instruction.done',
    data: { instruction, extension },
  }),
  'instruction-undone': ({ instruction, extension }) => ({
    name: 'instruction.undone',
    data: { instruction, extension },
  }),
  'instruction-overdue': ({ instruction, extension }) => ({
    name: 'instruction.overdue',
    data: { instruction, extension },
  }),
  'member-message': ({ message, state }) => ({ name: `message.${state}`, data: { message } }),
  'member-reply': ({ reply, extension }) => ({ name: 'reply.received', data: { reply, extension } }),
  'backup-started': ({ backup, cause }) => ({ name: 'backup.started', data: { backup, cause } }),
  'backup-finished': ({ backup, cause, bytes }) => ({
    name: 'backup.finished',
    data: { backup, cause, bytes },
  }),
  'backup-failed': ({ backup, cause, reason }) => ({
    name: 'backup.failed',
    data: { backup, cause, reason },
  }),
  'settings-fetched': ({ extension }) => ({ name: 'settings.fetched', data: { extension } }),
  'directory-issued': ({ issue, entries }) => ({ name: 'directory.issued', data: { issue, entries } }),
  'directory-failed': ({ issue, reason }) => ({ name: 'directory.failed', data: { issue, reason } }),
  'store-degraded': ({ reason }) => ({ name: 'store.degraded', data: { reason } }),
  'store-recovered': () => ({ name: 'store.recovered', data: {} }),
};

/** Undefined for what is not told. */
export function eventOf(fact: Fact, callsignOf: CallsignOf): LiveEvent | undefined {
  const tell = TOLD[fact.kind] as ((fact: Fact, callsignOf: CallsignOf) => LiveEvent | undefined) | undefined;
  return tell?.(fact, callsignOf);
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
