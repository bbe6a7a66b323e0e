import { type MessageDetail, messageDetailSchema } from '../../../src/web/contract/messages.ts';
import { ActForm, backWith, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { PlainText } from '../../components/plain-text.tsx';
import { StateChip } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { read } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { messageWords } from '../../words/console/messages.ts';
import { dateAndTime } from '../../words/format.ts';
import { LONG_SENTENCE_WORDS, wordsPerSentence } from '../../words/sentence-length.ts';
import { type ConsoleVisit, change, consolePage } from './console-page.tsx';
import { MESSAGE_FIELDS, MessageForm, startOf, wishedMessage } from './message-form.tsx';
import { MESSAGE_STATES, whom } from './messages.tsx';

/** One message: a draft to look at and send, or who has read it. */
export const messagePage = consolePage({
  path: '/beheer/berichten/:id',
  async show(visit) {
    const words = messageWords[visit.language];
    const found = await read(visit, ownPath(visit), messageDetailSchema);
    if (found.kind !== 'known') return found;
    const message = found.value;
    return view(
      message.subject,
      <>
        <h1>{message.subject}</h1>
        <Said visit={visit} done={words.done} />
        <Facts visit={visit} message={message} />
        <section class="card">
          {message.state === 'draft' && <h2>{words.preview}</h2>}
          <PlainText text={message.text} />
        </section>
        {message.state === 'draft' ? (
          <Draft visit={visit} message={message} />
        ) : (
          <Sent visit={visit} message={message} />
        )}
        <p>
          <a class="button" href={visit.href('/beheer/berichten')}>
            {commonWords[visit.language].cancel}
          </a>
        </p>
      </>,
    );
  },
  acts: {
    change: (visit) =>
      change(
        visit,
        { method: 'PATCH', path: ownPath(visit), body: wishedMessage(visit), fields: MESSAGE_FIELDS },
        () => backWith(visit, 'saved'),
      ),
    send: (visit) =>
      change(visit, { method: 'POST', path: `${ownPath(visit)}/sending` }, () => backWith(visit, 'sent')),
    retract: (visit) =>
      change(visit, { method: 'POST', path: `${ownPath(visit)}/retraction` }, () =>
        backWith(visit, 'retracted'),
      ),
    remove: (visit) =>
      change(visit, { method: 'DELETE', path: ownPath(visit) }, () =>
        backWith(visit, 'removed', '/beheer/berichten'),
      ),
  },
});

function ownPath(visit: ConsoleVisit): string {
  return `/messages/${encodeURIComponent(visit.params['id'] ?? '')}`;
}

interface Shown {
  readonly visit: ConsoleVisit;
  readonly message: MessageDetail;
}

function Facts({ visit, message }: Shown) {
  const words = messageWords[visit.language];
  const { state, urgent, createdBy, createdAt, sentAt } = message;
  return (
    <p>
      <StateChip state={MESSAGE_STATES[state]} language={visit.language}>
        {words.states[state]}
      </StateChip>{' '}
      <span class="muted">
        {words.for}: {whom(visit, message.targets)}
        {urgent && ` · ${words.urgent}`} · {words.by(createdBy, sentAt ?? createdAt)}
      </span>
    </p>
  );
}

function Draft({ visit, message }: Shown) {
  const words = messageWords[visit.language];
  const { recipients } = message.counts;
  const average = wordsPerSentence(message.text);
  const without = message.recipients.filter(({ mail }) => mail === 'no-address');
  return (
    <>
      {average > LONG_SENTENCE_WORDS && <Banner tone="info" title={words.longSentences(average)} />}
      <p>{recipients === 0 ? words.reachesNobody : words.reaches(recipients)}</p>
      {without.length > 0 && (
        <p class="muted">{words.withoutAddress(without.map(({ extension }) => extension).join(', '))}</p>
      )}
      <div class="buttons">
        {recipients > 0 && (
          <ActForm visit={visit} act="send">
            <button type="submit" class="button primary">
              {words.send(recipients)}
            </button>
          </ActForm>
        )}
        <ActForm visit={visit} act="remove">
          <button type="submit" class="button">
            {words.remove}
          </button>
        </ActForm>
      </div>
      <details class="card" open={visit.refused.length > 0}>
        <summary>{words.edit}</summary>
        <MessageForm visit={visit} act="change" start={startOf(message)} button={words.form.save} />
      </details>
    </>
  );
}

function Sent({ visit, message }: Shown) {
  const words = messageWords[visit.language];
  const common = commonWords[visit.language];
  const { state, counts, recipients, byMail } = message;
  const unread = recipients.filter(({ readAt }) => readAt === null);
  return (
    <>
      <section class="card">
        <h2>{words.readBy(counts.read, counts.recipients)}</h2>
        {unread.length > 0 && (
          <p>
            {words.notRead}: {unread.map(({ extension }) => extension).join(', ')}
          </p>
        )}
        {byMail && <MailCounts visit={visit} message={message} />}
        <details>
          <summary>{words.all}</summary>
          <Table
            caption={words.all}
            rows={recipients}
            keyOf={({ extension }) => extension}
            empty={common.none}
            columns={[
              {
                title: common.extension,
                cell: ({ extension }) => (
                  <a href={visit.href(`/beheer/extensies/${encodeURIComponent(extension)}`)}>{extension}</a>
                ),
              },
              {
                title: words.read,
                cell: ({ readAt }) => (readAt === null ? words.unread : dateAndTime(readAt, visit.language)),
              },
              {
                title: words.mail,
                cell: ({ mail, mailFault }) =>
                  mail === null ? '' : `${words.mails[mail]}${mailFault === null ? '' : ` (${mailFault})`}`,
              },
            ]}
          />
        </details>
      </section>
      <ActForm visit={visit} act={state === 'sent' ? 'retract' : 'remove'}>
        <button type="submit" class="button danger">
          {state === 'sent' ? words.retract : words.remove}
        </button>
      </ActForm>
      {state === 'sent' && <p class="muted">{words.retractHint}</p>}
    </>
  );
}

function MailCounts({ visit, message: { counts } }: Shown) {
  const words = messageWords[visit.language];
  const said = [
    ...(counts.mailSent > 0 ? [`${counts.mailSent} ${words.mails.sent}`] : []),
    ...(counts.mailWaiting > 0 ? [words.mailCounts.waiting(counts.mailWaiting)] : []),
    ...(counts.mailFailed > 0 ? [words.mailCounts.failed(counts.mailFailed)] : []),
    ...(counts.withoutAddress > 0 ? [`${counts.withoutAddress} ${words.mails['no-address']}`] : []),
  ];
  return (
    <p>
      {words.mail}: {said.join(', ')}
    </p>
  );
}
