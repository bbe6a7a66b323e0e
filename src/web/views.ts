/** From what the console gives to what the API shows: secrets and phones' addresses stay behind. */

import type { BanView } from '../exchange/console/bans.ts';
import type { CallView, LegView } from '../exchange/console/calls.ts';
import type { ConferenceParticipant, ConferenceView } from '../exchange/console/conferences.ts';
import type { ExtensionView, RegistrationView } from '../exchange/console/extensions.ts';
import type { TokenView } from '../exchange/console/tokens.ts';
import type { AuditRecord } from '../store/archives/audit-archive.ts';
import type { BanRecord, ConferenceRecord, WhitelistRecord } from '../store/records/records.ts';
import type { AuditExportRow, AuditRow } from './contract/audit.ts';
import type { Conference, ConferenceRoom, Participant } from './contract/conferences.ts';
import type { Token } from './contract/tokens.ts';
import type { Ban, Call, Extension, Registration, RunningBan, WhitelistEntry } from './contract.ts';

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}

export function registration(view: RegistrationView): Registration {
  return {
    transport: view.transport,
    userAgent: view.userAgent,
    registeredAt: time(view.registeredAtMs),
    expiresAt: time(view.expiresAtMs),
    reachable: view.reachable,
    roundTripMs: view.roundTripMs === null ? null : Math.round(view.roundTripMs * 10) / 10,
    silentSince: timeOrNull(view.silentSinceMs),
    routerSigns: [...view.routerSigns],
  };
}

export function extension(view: ExtensionView): Extension {
  return {
    number: view.number,
    callsign: view.callsign,
    name: view.name,
    email: view.email,
    callerId: view.callerId,
    weakPassword: view.weakPassword,
    createdAt: time(view.createdAtMs),
    suspended: [...view.suspended],
    registrations: view.registrations.map(registration),
  };
}

export function conference(
  { createdAtMs, talkLimitS, moderators, ...record }: ConferenceRecord,
  participants: number,
): Conference {
  return {
    ...record,
    moderators: [...moderators],
    talkLimitSeconds: talkLimitS,
    protected: record.pin !== null,
    createdAt: time(createdAtMs),
    participants,
  };
}

/** With what the reader may know. */
export function conferenceRoom(
  { record, isLocked, isMuted, participants }: ConferenceView,
  { mayKnowPins, maySeePeople }: { readonly mayKnowPins: boolean; readonly maySeePeople: boolean },
): ConferenceRoom {
  const inside = participants.filter(({ isInside }) => isInside).length;
  return {
    ...conference(record, inside),
    ...(mayKnowPins ? {} : { pin: null }),
    locked: isLocked,
    muted: isMuted,
    people: maySeePeople ? participants.map(participant) : null,
  };
}

function participant(view: ConferenceParticipant): Participant {
  return {
    id: view.call,
    extension: view.extension,
    callsign: view.callsign,
    inside: view.isInside,
    moderator: view.isModerator,
    muted: view.isMuted,
    talking: view.isTalking,
    talkedSeconds: Math.round(view.talkedMs / 100) / 10,
    handRaisedAt: timeOrNull(view.handRaisedAtMs),
    joinedAt: timeOrNull(view.joinedAtMs),
  };
}

export function runningBan({ registrations, concernsMember, reference, ...record }: BanView): RunningBan {
  return { ...ban(record), registrations, concernsMember, reference };
}

export function ban(record: BanRecord): Ban {
  return {
    address: record.addressKey,
    cause: record.cause,
    attempts: record.attempts,
    lastUsername: record.lastUsername,
    lastUserAgent: record.lastUserAgent,
    since: time(record.sinceMs),
    until: time(record.untilMs),
  };
}

export function whitelistEntry(record: WhitelistRecord): WhitelistEntry {
  return {
    entry: record.entry,
    kind: record.entryKind,
    owner: record.owner,
    note: record.note,
    createdAt: time(record.createdAtMs),
    expiresAt: timeOrNull(record.expiresAtMs),
  };
}

function leg({ extension, codec, quality }: LegView): Call['legs'][number] {
  if (quality === null) return { extension, codec, quality };
  const { lossPercent, farLossPercent, jitterMs, roundTripMs, score } = quality;
  return {
    extension,
    codec,
    quality: {
      lossPercent: rounded(lossPercent, 2),
      farLossPercent: farLossPercent === null ? null : rounded(farLossPercent, 2),
      jitterMs: rounded(jitterMs, 1),
      roundTripMs,
      score: rounded(score, 2),
    },
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function call(view: CallView): Call {
  return {
    id: view.id,
    from: view.from,
    to: view.to,
    reached: view.reached,
    state: view.state,
    startedAt: time(view.startedAtMs),
    answeredAt: timeOrNull(view.answeredAtMs),
    legs: view.legs.map(leg),
    transcoded: view.transcoded,
  };
}

export function token(view: TokenView): Token {
  return {
    id: view.id,
    name: view.name,
    scopes: [...view.scopes],
    state: view.state,
    createdAt: time(view.createdAtMs),
    createdBy: view.createdBy,
    expiresAt: timeOrNull(view.expiresAtMs),
    lastUsedAt: timeOrNull(view.lastUsedAtMs),
    revokedAt: timeOrNull(view.revokedAtMs),
  };
}

/** What leaves the exchange: an act without the address it was about. */
export function auditExportRow(record: AuditRecord): AuditExportRow {
  return {
    seq: record.seq,
    at: time(record.atMs),
    actor: record.actor,
    action: record.action,
    target: record.target,
    detail: { ...record.detail },
    addressHash: record.addressHash,
    previousHash: record.previousHash,
    hash: record.hash,
  };
}

export function auditRow(record: AuditRecord): AuditRow {
  return { ...auditExportRow(record), address: record.address };
}
