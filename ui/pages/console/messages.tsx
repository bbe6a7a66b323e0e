import type { InstructionTarget } from '../../../src/web/contract/instructions.ts';
import { mailsSchema } from '../../../src/web/contract/mails.ts';
import { type Message, messageSchema, type Reply, replySchema } from '../../../src/web/contract/messages.ts';
import { ActForm, backWith, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Known } from '../../components/known.tsx';
import { PlainText } from '../../components/plain-text.tsx';
import { StateChip, type StateName } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { read, readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { messageWords } from '../../words/console/messages.ts';
import { dateAndTime } from '../../words/format.ts';
import { type ConsoleVisit, change, consolePage, filled } from './console-page.tsx';

export const MESSAGE_STATES: Readonly<Record<Message['state'], StateName>> = {
  draft: 'attention',
  sent: 'good',
  retracted: 'unknown',
};

const MOST_SEEN = 20;

/** What was written to members, and what they say to it. */
export const messagesConsolePage = consolePage({
  path: '/beheer/berichten',
  async show(visit) {
    const words = messageWords[visit.language];
    const messages = await readList(visit, '/messages', messageSchema);
    const replies = await readList(visit, '/replies', replySchema);
    const mails = await read(visit, '/mails', mailsSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <Known visit={visit} of={mails} what={words.mailQueue}>
          {(known) => <MailState visit={visit} mails={known} />}
        </Known>
        <div class="buttons">
          <a class="button primary" href={visit.href('/beheer/berichten/nieuw')}>
            {words.make}
          </a>
        </div>
        <section>
          <h2>{words.replies}</h2>
          <Known visit={visit} of={replies}>
            {(all) => <AllReplies visit={visit} replies={all} />}
          </Known>
        </section>
        <section>
          <h2>{words.title}</h2>
          <Known visit={visit} of={messages}>
            {(all) => <Messages visit={visit} messages={all} />}
          </Known>
        </section>
      </>,
      { about: [messages, replies] },
    );
  },
  acts: {
    handle: (visit) =>
      change(
        visit,
        { method: 'POST', path: `/replies/${encodeURIComponent(filled(visit, 'id') ?? '')}/handled` },
        () => backWith(visit, 'handled'),
      ),
  },
});

export function whom({ language }: ConsoleVisit, targets: InstructionTarget): string {
  const words = messageWords[language];
  switch (targets.kind) {
    case 'extensions':
      return targets.numbers.join(', ');
    case 'user-agent':
      return words.withPhone(targets.product);
    default:
      return words.everyone;
  }
}

function MailState({
  visit,
  mails,
}: {
  readonly visit: ConsoleVisit;
  readonly mails: (typeof mailsSchema)['_output'];
}) {
  const words = messageWords[visit.language];
  if (mails.waiting === 0) return null;
  return (
    <Banner tone="warn" title={words.mailWaits(mails.waiting)}>
      {!mails.canSend && <p>{words.noMailServer}</p>}
      {mails.canSend && mails.lastFault !== null && <p>{words.mailFault}</p>}
    </Banner>
  );
}

/** Those that wait, and a few of the others. */
function AllReplies({
  visit,
  replies,
}: {
  readonly visit: ConsoleVisit;
  readonly replies: readonly Reply[];
}) {
  const words = messageWords[visit.language];
  const waiting = replies.filter(({ handledAt }) => handledAt === null);
  const seen = replies.filter(({ handledAt }) => handledAt !== null).slice(0, MOST_SEEN);
  return (
    <>
      <Replies visit={visit} caption={words.replies} replies={waiting} />
      {seen.length > 0 && (
        <details>
          <summary>{words.seen}</summary>
          <Replies visit={visit} caption={words.seen} replies={seen} />
        </details>
      )}
    </>
  );
}

function Replies({
  visit,
  caption,
  replies,
}: {
  readonly visit: ConsoleVisit;
  readonly caption: string;
  readonly replies: readonly Reply[];
}) {
  const words = messageWords[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={caption}
      rows={replies}
      keyOf={({ id }) => id}
      empty={words.noReplies}
      columns={[
        {
          title: words.from,
          cell: ({ extension }) => (
            <a href={visit.href(`/beheer/extensies/${encodeURIComponent(extension)}`)}>{extension}</a>
          ),
        },
        { title: words.when, cell: ({ createdAt }) => dateAndTime(createdAt, visit.language) },
        { title: words.about, cell: ({ about }) => about.title ?? <span class="muted">{words.gone}</span> },
        {
          title: words.said,
          cell: ({ text }) => (text === '' ? words.wantsHelp : <PlainText text={text} />),
        },
        { title: common.act, cell: (reply) => <ReplyActs visit={visit} reply={reply} /> },
      ]}
    />
  );
}

function ReplyActs({ visit, reply }: { readonly visit: ConsoleVisit; readonly reply: Reply }) {
  const words = messageWords[visit.language];
  const { id, extension, about, handledAt } = reply;
  const query = new URLSearchParams({
    extensie: extension,
    ...(about.title !== null && { onderwerp: `Re: ${about.title}` }),
  });
  return (
    <div class="acts">
      <a
        class="button small"
        href={`${visit.href('/beheer/berichten/nieuw')}?${query}`}
        aria-label={`${words.answer}: ${extension}`}
      >
        {words.answer}
      </a>
      {handledAt === null && (
        <ActForm visit={visit} act="handle" values={{ id }}>
          <button type="submit" class="button small" aria-label={`${words.handle}: ${extension}`}>
            {words.handle}
          </button>
        </ActForm>
      )}
    </div>
  );
}

function Messages({
  visit,
  messages,
}: {
  readonly visit: ConsoleVisit;
  readonly messages: readonly Message[];
}) {
  const words = messageWords[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.title}
      rows={messages}
      keyOf={({ id }) => id}
      empty={words.none}
      columns={[
        {
          title: words.subject,
          cell: ({ id, subject }) => (
            <a href={visit.href(`/beheer/berichten/${encodeURIComponent(id)}`)}>{subject}</a>
          ),
        },
        {
          title: common.state,
          cell: ({ state }) => (
            <StateChip state={MESSAGE_STATES[state]} language={visit.language}>
              {words.states[state]}
            </StateChip>
          ),
        },
        { title: words.for, cell: ({ targets }) => whom(visit, targets) },
        {
          title: words.read,
          cell: ({ state, counts }) => (state === 'draft' ? '' : `${counts.read} / ${counts.recipients}`),
        },
        {
          title: words.mail,
          cell: ({ counts: { mailWaiting, mailFailed } }) =>
            [
              ...(mailWaiting > 0 ? [words.mailCounts.waiting(mailWaiting)] : []),
              ...(mailFailed > 0 ? [words.mailCounts.failed(mailFailed)] : []),
            ].join(', '),
        },
        {
          title: words.when,
          cell: ({ sentAt, createdAt }) => dateAndTime(sentAt ?? createdAt, visit.language),
        },
      ]}
    />
  );
}
