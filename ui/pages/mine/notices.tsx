/** What a member has to know before anything else: suspended, banned, instructed. */
import { type Instruction, instructionSchema } from '../../../src/web/contract/instructions.ts';
import { type Mailbox, mailboxSchema } from '../../../src/web/contract/mailboxes.ts';
import type { OwnAddress } from '../../../src/web/contract/me.ts';
import type { OwnMessage } from '../../../src/web/contract/messages.ts';
import { type Member, memberSchema, ownAddressesSchema } from '../../../src/web/contract/own.ts';
import { ActForm } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { type ListReading, mapped, type Reading, read, readList } from '../../reading.ts';
import { mineWords } from '../../words/mine.ts';
import { ownMessageWords } from '../../words/own-messages.ts';
import { voicemailWords } from '../../words/voicemail.ts';
import type { MemberVisit } from './member-page.tsx';

export function readMember(visit: MemberVisit): Promise<Reading<Member>> {
  return read(visit, '/me', memberSchema);
}

export async function readAddresses(visit: MemberVisit): Promise<Reading<readonly OwnAddress[]>> {
  return mapped(await read(visit, '/me/addresses', ownAddressesSchema), ({ items }) => items);
}

export function readInstructions(visit: MemberVisit): Promise<ListReading<Instruction>> {
  return readList(visit, '/me/instructions', instructionSchema);
}

/** His own state of an instruction. */
export function stateFor(visit: MemberVisit, instruction: Instruction): 'open' | 'done' | 'overdue' {
  return instruction.progress.find(({ extension }) => extension === visit.number)?.state ?? 'open';
}

/** Neutral, and with no more than the administrator chose to tell (H4). */
export function SuspensionNotices({
  visit,
  member,
}: {
  readonly visit: MemberVisit;
  readonly member: Member;
}) {
  const words = mineWords[visit.language];
  return (
    <>
      {member.suspensions.map(({ what, until, reason }, index) => (
        <Banner key={index} tone="susp" title={words.suspendedTitle}>
          <p>{what.map((one) => words.what[one] ?? one).join(', ')}</p>
          {until !== null && <p>{words.suspendedUntil(until)}</p>}
          {reason !== null && <p>{reason}</p>}
          <p>{words.suspendedContact}</p>
        </Banner>
      ))}
    </>
  );
}

export function readMailbox(visit: MemberVisit): Promise<Reading<Mailbox>> {
  return read(visit, '/me/voicemail', mailboxSchema);
}

/** Somebody left something to hear. */
export function VoicemailNotice({
  visit,
  mailbox,
}: {
  readonly visit: MemberVisit;
  readonly mailbox: Mailbox | undefined;
}) {
  const words = voicemailWords[visit.language];
  if (mailbox === undefined || mailbox.unheard === 0) return null;
  return (
    <Banner
      tone="info"
      title={words.count(mailbox.unheard)}
      action={{ href: visit.href('/mijn/voicemail'), text: words.title }}
    />
  );
}

export function BanNotice({
  visit,
  addresses,
}: {
  readonly visit: MemberVisit;
  readonly addresses: readonly OwnAddress[];
}) {
  const words = mineWords[visit.language];
  const banned = addresses.find((address) => address.banned && address.until !== null);
  if (banned?.until == null) return null;
  return (
    <Banner
      tone="err"
      title={words.bannedTitle(banned.until)}
      action={{ href: visit.href('/mijn/blokkade'), text: words.bannedAction }}
    />
  );
}

export function InstructionNotice({
  visit,
  instructions,
}: {
  readonly visit: MemberVisit;
  readonly instructions: readonly Instruction[];
}) {
  const words = mineWords[visit.language];
  const open = instructions.filter((instruction) => stateFor(visit, instruction) !== 'done').length;
  if (open === 0) return null;
  return (
    <Banner
      tone="warn"
      title={words.instructionTitle(open)}
      action={{ href: visit.href('/mijn/berichten'), text: words.instructionAction }}
    />
  );
}

/** What he has not read: urgent messages each by itself, the others together. */
export function MessageNotices({
  visit,
  messages,
}: {
  readonly visit: MemberVisit;
  readonly messages: readonly OwnMessage[];
}) {
  const words = ownMessageWords[visit.language];
  const unread = messages.filter(({ readAt }) => readAt === null);
  const others = unread.filter(({ urgent }) => !urgent).length;
  return (
    <>
      {unread
        .filter(({ urgent }) => urgent)
        .map(({ id, subject }) => (
          <Banner key={id} tone="warn" title={words.noticeUrgent(subject)}>
            <ActForm visit={visit} act="open" values={{ id }} page="/mijn/berichten">
              <button type="submit" class="button" aria-label={`${words.open}: ${subject}`}>
                {words.open}
              </button>
            </ActForm>
          </Banner>
        ))}
      {others > 0 && (
        <Banner
          tone="info"
          title={words.noticeUnread(others)}
          action={{ href: visit.href('/mijn/berichten'), text: words.noticeAction }}
        />
      )}
    </>
  );
}
