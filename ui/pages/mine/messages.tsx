import type { Instruction } from '../../../src/web/contract/instructions.ts';
import { MESSAGE_CHARACTERS, type OwnMessage } from '../../../src/web/contract/messages.ts';
import { ActForm, Hidden, Said } from '../../acting-page.tsx';
import { TextArea } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { PlainText } from '../../components/plain-text.tsx';
import { StateChip, type StateName } from '../../components/state.tsx';
import { type Answer, goTo, view } from '../../page.ts';
import type { ListReading } from '../../reading.ts';
import { ownMessageWords } from '../../words/own-messages.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { messagePath, type OwnReply, Replies, readMessages, readReplies } from './message.tsx';
import { readInstructions, stateFor } from './notices.tsx';

/** What administrators wrote, and what they ask (H3); most of that the exchange sees done for itself. */
export const messagesPage = memberPage({
  path: '/mijn/berichten',
  async show(visit) {
    const words = ownMessageWords[visit.language];
    const messages = await readMessages(visit);
    const instructions = await readInstructions(visit);
    const replies: ListReading<OwnReply> = isEmpty(instructions)
      ? { kind: 'known', value: [] }
      : await readReplies(visit);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <Said visit={visit} done={words.done} />
        {isEmpty(messages) && isEmpty(instructions) && <p class="empty">{words.none}</p>}
        {!isEmpty(messages) && <h2>{words.messages}</h2>}
        <Known visit={visit} of={messages}>
          {(all) => all.map((message) => <MessageCard key={message.id} visit={visit} message={message} />)}
        </Known>
        {!isEmpty(instructions) && <h2>{words.instructions}</h2>}
        <Known visit={visit} of={instructions}>
          {(all) =>
            all.map((instruction) => (
              <InstructionCard
                key={instruction.id}
                visit={visit}
                instruction={instruction}
                replies={replies}
              />
            ))
          }
        </Known>
      </>,
      { about: [messages, instructions] },
    );
  },
  acts: {
    open: openMessage,
    async done(visit) {
      return outcome(visit, await visit.api.call('POST', `${instructionPath(visit)}/done`), 'ticked');
    },
    async help(visit) {
      const text = visit.form.get(helpField(visit.form.get('id') ?? '')) ?? '';
      return outcome(
        visit,
        await visit.api.call('POST', `${instructionPath(visit)}/help`, { text }),
        'helped',
      );
    },
  },
});

/** Of what is unknown nobody can say so. */
function isEmpty(list: ListReading<unknown>): boolean {
  return list.kind === 'known' && list.value.length === 0;
}

/** Opening it is an act: it counts as read from then on. */
async function openMessage(visit: MemberVisit): Promise<Answer> {
  const id = visit.form.get('id') ?? '';
  await visit.api.call('POST', `/me/messages/${encodeURIComponent(id)}/read`);
  return goTo(visit, messagePath(id));
}

function instructionPath(visit: MemberVisit): string {
  return `/me/instructions/${encodeURIComponent(visit.form.get('id') ?? '')}`;
}

function MessageCard({ visit, message }: { readonly visit: MemberVisit; readonly message: OwnMessage }) {
  const words = ownMessageWords[visit.language];
  const { id, subject, sentAt, readAt, urgent } = message;
  return (
    <section class="card">
      <h3>{subject}</h3>
      <p>
        <StateChip state={readAt === null ? 'attention' : 'good'} language={visit.language}>
          {readAt !== null ? words.read : urgent ? words.urgent : words.unread}
        </StateChip>{' '}
        <span class="muted">{words.sent(sentAt)}</span>
      </p>
      {readAt === null ? (
        <ActForm visit={visit} act="open" values={{ id }}>
          <button type="submit" class="button primary" aria-label={`${words.open}: ${subject}`}>
            {words.open}
          </button>
        </ActForm>
      ) : (
        <a class="button" href={visit.href(messagePath(id))} aria-label={`${words.open}: ${subject}`}>
          {words.open}
        </a>
      )}
    </section>
  );
}

const STATES: Readonly<Record<'open' | 'done' | 'overdue', StateName>> = {
  open: 'attention',
  done: 'good',
  overdue: 'banned',
};

function InstructionCard({
  visit,
  instruction,
  replies,
}: {
  readonly visit: MemberVisit;
  readonly instruction: Instruction;
  /** To everything. */
  readonly replies: ListReading<OwnReply>;
}) {
  const words = ownMessageWords[visit.language];
  const state = stateFor(visit, instruction);
  return (
    <section class="card">
      <p>
        <StateChip state={STATES[state]} language={visit.language}>
          {words.states[state]}
        </StateChip>
      </p>
      <PlainText text={instruction.text} />
      {instruction.deadline !== null && <p class="muted">{words.deadline(instruction.deadline)}</p>}
      {instruction.checks.length > 0 && state !== 'done' && <p class="muted">{words.auto}</p>}
      <Known visit={visit} of={replies} what={words.said}>
        {(all) => <Replies visit={visit} replies={all.filter(({ about }) => about.id === instruction.id)} />}
      </Known>
      {state !== 'done' && instruction.checks.length === 0 && (
        <ActForm visit={visit} act="done" values={{ id: instruction.id }}>
          <button type="submit" class="button primary">
            {words.tick}
          </button>
        </ActForm>
      )}
      {state !== 'done' && <HelpForm visit={visit} id={instruction.id} />}
    </section>
  );
}

/** A field of its own for each instruction: labels go by it. */
function helpField(id: string): string {
  return `help-${id}`;
}

function HelpForm({ visit, id }: { readonly visit: MemberVisit; readonly id: string }) {
  const words = ownMessageWords[visit.language];
  return (
    <details>
      <summary>{words.help}</summary>
      <form method="post" class="form">
        <Hidden visit={visit} act="help" values={{ id }} />
        <TextArea
          name={helpField(id)}
          label={words.helpText}
          language={visit.language}
          longest={MESSAGE_CHARACTERS.reply}
          rows={3}
          optional
        />
        <button type="submit" class="button">
          {words.askHelp}
        </button>
      </form>
    </details>
  );
}
