import { ok } from '../../base/result.ts';
import type { MemberReplyRecord } from '../../store/records/message-records.ts';
import type { ActorParts } from '../administration/parts.ts';
import { notFound } from '../administration/refusal.ts';
import type { Turnstile } from '../administration/turnstile.ts';
import type { ReplyConsole, ReplyView } from '../console/messages.ts';
import type { Outcome } from '../console/outcome.ts';
import { put } from '../tables/ledger.ts';
import { plainLine } from './plain-text.ts';

const LONGEST_TITLE = 80;

/** What holders said, for administrators. */
export class ReplyAdministration implements ReplyConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  list(): readonly ReplyView[] {
    return this.#parts.site.ledger
      .list('memberReplies')
      .toSorted((a, b) => {
        const isOpen = Number(b.handledAtMs === null) - Number(a.handledAtMs === null);
        if (isOpen !== 0) return isOpen;
        return a.handledAtMs === null ? a.createdAtMs - b.createdAtMs : b.createdAtMs - a.createdAtMs;
      })
      .map((record) => replyView(this.#parts, record));
  }

  handle(id: string): Promise<Outcome<ReplyView>> {
    return this.#turnstile.pass(async () => {
      const { site, clock, audit, actor } = this.#parts;
      const record = site.ledger.get('memberReplies', id);
      if (record === undefined) return notFound('reply', id);
      if (record.handledAtMs !== null) return ok(replyView(this.#parts, record));
      const handled = { ...record, handledAtMs: Math.round(clock.wallTime()), handledBy: actor };
      const written = await site.ledger.commit(put('memberReplies', handled));
      if (!written.ok) return written;
      await audit.append({
        actor,
        action: 'reply.handle',
        target: id,
        detail: { extension: record.extension },
      });
      return ok(replyView(this.#parts, handled));
    });
  }
}

export function replyView(
  { site, watch }: Pick<ActorParts, 'site' | 'watch'>,
  { aboutKind, about, ...record }: MemberReplyRecord,
): ReplyView {
  const said =
    aboutKind === 'message'
      ? site.ledger.get('memberMessages', about)?.subject
      : watch.instructions.get(about)?.text;
  return {
    ...record,
    about: { kind: aboutKind, id: about, title: said === undefined ? null : shortened(said) },
  };
}

function shortened(text: string): string {
  const [line = ''] = text.split('\n');
  const plain = plainLine(line);
  return plain.length > LONGEST_TITLE ? `${plain.slice(0, LONGEST_TITLE)}…` : plain;
}
