import { localTime } from '../../base/local-time.ts';
import { ok } from '../../base/result.ts';
import type { MailRecord } from '../../store/records/ledger-records.ts';
import type { InstructionMailing } from '../console/instructions.ts';
import type { Outcome } from '../console/outcome.ts';
import { instructionLetter } from '../mail/holder-letters.ts';
import { put } from '../tables/ledger.ts';
import type { Instruction } from '../watch/instruction.ts';
import type { ActorParts } from './parts.ts';
import { notFound, refuse } from './refusal.ts';

const TOPIC = 'instruction';
/** Nobody is reminded of the same thing more often. */
const AGAIN_MS = 3_600_000;

/** An instruction by mail, to those it means who have not carried it out. */
export async function mailInstruction(parts: ActorParts, id: string): Promise<Outcome<InstructionMailing>> {
  const { site, watch, extensions, audit, actor } = parts;
  const found = watch.instructions.get(id);
  if (found === undefined) return notFound('instruction', id);
  if (found.closedAtMs !== null) return refuse('instruction-invalid', 'It is closed', { reason: 'closed' });
  const late = watch.instructions
    .progressOf(found)
    .flatMap(({ state, extension }) => (state === 'done' ? [] : (extensions.get(extension) ?? [])));
  const withoutAddress = late.flatMap(({ number, email }) => (email === null ? [number] : []));
  const letters = late.flatMap(({ number, email }) =>
    email === null ? [] : [letterOf(parts, found, number, email)],
  );
  const nowMs = parts.clock.wallTime();
  const recent = site.ledger
    .list('mails')
    .filter(({ topic, createdAtMs }) => topic === TOPIC && createdAtMs > nowMs - AGAIN_MS);
  const fresh = letters.filter((letter) => !recent.some((mail) => isSame(mail, letter)));
  if (!site.outbox.hasRoomFor(fresh.length))
    return refuse('too-many-open', 'Too many mails wait already', { most: site.outbox.waiting });
  const written = await site.ledger.commit(...fresh.map((letter) => put('mails', letter)));
  if (!written.ok) return written;
  site.outbox.kick();
  const mailed = fresh.length;
  await audit.append({ actor, action: 'instruction.mail', target: id, detail: { mailed } });
  return ok({ mailed, mailedBefore: letters.length - mailed, withoutAddress });
}

function letterOf(
  { site, languages }: ActorParts,
  { text, deadlineMs }: Instruction,
  extension: string,
  recipient: string,
): MailRecord {
  const { url, timeZone } = site.settings;
  const deadline = deadlineMs === null ? null : localTime(deadlineMs, timeZone);
  const letter = instructionLetter(languages.of(extension), url, { extension, text, deadline });
  return site.outbox.write({ recipient, ...letter, topic: TOPIC, extension });
}

/** What a mail said is gone once it was sent: its subject and its extension stay. */
function isSame(mail: MailRecord, letter: MailRecord): boolean {
  return mail.extension === letter.extension && mail.subject === letter.subject;
}
