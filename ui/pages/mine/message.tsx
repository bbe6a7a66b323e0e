import type { z } from 'zod';
import {
  MESSAGE_CHARACTERS,
  type OwnMessage,
  ownMessageSchema,
  ownReplySchema,
} from '../../../src/web/contract/messages.ts';
import { ActForm, backWith, Hidden, refusal, Said } from '../../acting-page.tsx';
import { TextArea } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { PlainText } from '../../components/plain-text.tsx';
import { StateChip } from '../../components/state.tsx';
import { goTo, view } from '../../page.ts';
import { problemCode } from '../../problem-code.ts';
import { type ListReading, readList } from '../../reading.ts';
import { memberWords } from '../../words/member.ts';
import { ownMessageWords } from '../../words/own-messages.ts';
import { type MemberVisit, memberPage } from './member-page.tsx';

export type OwnReply = z.infer<typeof ownReplySchema>;

export function readMessages(visit: MemberVisit): Promise<ListReading<OwnMessage>> {
  return readList(visit, '/me/messages', ownMessageSchema);
}

export function readReplies(visit: MemberVisit): Promise<ListReading<OwnReply>> {
  return readList(visit, '/me/replies', ownReplySchema);
}

export function messagePath(id: string): string {
  return `/mijn/berichten/${encodeURIComponent(id)}`;
}

/** One message, and what he answered. */
export const messagePage = memberPage({
  path: '/mijn/berichten/:id',
  async show(visit) {
    const words = ownMessageWords[visit.language];
    const { id } = visit.params;
    const messages = await readMessages(visit);
    if (messages.kind === 'unknown') return messages;
    const message = messages.value.find((one) => one.id === id);
    if (message === undefined) return { kind: 'missing' };
    const replies = await readReplies(visit);
    return view(
      message.subject,
      <>
        <h1>{message.subject}</h1>
        <Said visit={visit} done={words.done} />
        <section class="card">
          <p class="muted">{words.sent(message.sentAt)}</p>
          <PlainText text={message.text} />
          {message.readAt === null && (
            <ActForm visit={visit} act="read">
              <button type="submit" class="button primary">
                {words.markRead}
              </button>
            </ActForm>
          )}
        </section>
        <section class="card">
          <h2>{words.answer}</h2>
          <Known visit={visit} of={replies}>
            {(all) => <Replies visit={visit} replies={all.filter(({ about }) => about.id === id)} />}
          </Known>
          <form method="post" class="form">
            <Hidden visit={visit} act="answer" />
            <TextArea
              name="text"
              label={words.yourAnswer}
              hint={words.answerText}
              value={visit.form.get('text') ?? ''}
              errors={visit.refused}
              language={visit.language}
              longest={MESSAGE_CHARACTERS.reply}
            />
            <button type="submit" class="button">
              {words.send}
            </button>
          </form>
        </section>
        <p>
          <a class="button" href={visit.href('/mijn/berichten')}>
            {words.back}
          </a>
        </p>
      </>,
    );
  },
  acts: {
    async read(visit) {
      await visit.api.call('POST', `${ownPath(visit)}/read`);
      return goTo(visit, visit.path);
    },
    async answer(visit) {
      const text = visit.form.get('text') ?? '';
      const { status, body } = await visit.api.call('POST', `${ownPath(visit)}/replies`, { text });
      if (status < 300) return backWith(visit, 'answered');
      const words = ownMessageWords[visit.language];
      const code = problemCode(body);
      if (code === 'message-invalid' || code === 'request-invalid') return refusal(words.empty, 'text');
      if (code === 'too-many-open') return refusal(words.tooMany);
      const { refusals, otherRefusal } = memberWords[visit.language];
      return refusal(refusals[code] ?? otherRefusal);
    },
  },
});

function ownPath(visit: MemberVisit): string {
  return `/me/messages/${encodeURIComponent(visit.params['id'] ?? '')}`;
}

/** What he said, and whether an administrator saw to it. */
export function Replies({
  visit,
  replies,
}: {
  readonly visit: MemberVisit;
  readonly replies: readonly OwnReply[];
}) {
  const words = ownMessageWords[visit.language];
  if (replies.length === 0) return null;
  return (
    <ul class="replies" aria-label={words.said}>
      {replies.map(({ id, text, createdAt, handledAt }) => (
        <li key={id}>
          <p>
            <span class="muted">{words.saidAt(createdAt)}</span>{' '}
            <StateChip state={handledAt === null ? 'unknown' : 'good'} language={visit.language}>
              {handledAt === null ? words.waits : words.handled}
            </StateChip>
          </p>
          {text === '' ? <p>{words.askedHelp}</p> : <PlainText text={text} />}
        </li>
      ))}
    </ul>
  );
}
