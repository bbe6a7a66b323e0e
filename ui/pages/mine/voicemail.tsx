import { type Mailbox, mailboxSchema } from '../../../src/web/contract/mailboxes.ts';
import {
  LARGEST_GREETING_BYTES,
  type VoiceMessage,
  voiceMessageSchema,
} from '../../../src/web/contract/voice-messages.ts';
import { API_PREFIX } from '../../../src/web/contract.ts';
import { ActForm, backWith, Hidden, refusal, Said } from '../../acting-page.tsx';
import { Checkbox, FileField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Island } from '../../islands/island.tsx';
import { VoicePlayer } from '../../islands/voice-player.tsx';
import { type Answer, type Page, view } from '../../page.ts';
import { read, readList } from '../../reading.ts';
import { noFile, recordingFault } from '../../words/recording.ts';
import { voicemailWords } from '../../words/voicemail.ts';
import { type Act, type MemberVisit, memberPage, outcome } from './member-page.tsx';

const MAILBOX = '/me/voicemail';
/** The rest of a form with a file. */
const AROUND_A_FILE_BYTES = 16 * 1024;

/** What callers left, for the holder's ears only; his switches and his greeting. */
export const voicemailPage: Page = {
  ...memberPage({
    path: '/mijn/voicemail',
    show: (visit) => show(visit),
    acts: {
      heard: (visit) => change(visit, { heard: true }),
      new: (visit) => change(visit, { heard: false }),
      keep: (visit) => change(visit, { keep: true }),
      async remove(visit) {
        return outcome(visit, await visit.api.call('DELETE', pathOf(visit)), 'removed');
      },
      async settings(visit) {
        const body = {
          takesMessages: visit.form.has('takes'),
          byMail: visit.form.has('mail'),
        };
        return outcome(visit, await visit.api.call('PATCH', MAILBOX, body), 'kept');
      },
      greet: (visit) => greet(visit),
      async usual(visit) {
        return outcome(visit, await visit.api.call('DELETE', `${MAILBOX}/greeting`), 'usual');
      },
    },
  }),
  largestUpload: LARGEST_GREETING_BYTES + AROUND_A_FILE_BYTES,
};

function pathOf(visit: MemberVisit): string {
  return `${MAILBOX}/messages/${encodeURIComponent(visit.form.get('id') ?? '')}`;
}

async function change(visit: MemberVisit, body: object) {
  return outcome(visit, await visit.api.call('PATCH', pathOf(visit), body), 'changed');
}

const greet: Act = async (visit) => {
  const bytes = visit.files.get('file');
  if (bytes === undefined) return refusal(noFile(visit.language), 'file');
  const answer = await visit.api.upload(`${MAILBOX}/greeting`, { type: 'audio/wav', bytes });
  if (answer.status < 300) return backWith(visit, 'greeted');
  const fault = recordingFault(answer.body, visit.language);
  return fault === undefined ? outcome(visit, answer, '') : refusal(fault, 'file');
};

async function show(visit: MemberVisit): Promise<Answer> {
  const words = voicemailWords[visit.language];
  const found = await read(visit, MAILBOX, mailboxSchema);
  if (found.kind !== 'known') return found;
  const mailbox = found.value;
  const messages = await readList(visit, `${MAILBOX}/messages`, voiceMessageSchema);
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <Said visit={visit} done={words.done} />
      {!mailbox.takesMessages && <p class="lead">{words.off}</p>}
      <h2>{words.messages}</h2>
      {mailbox.unheard > 0 && <p>{words.count(mailbox.unheard)}</p>}
      <Known visit={visit} of={messages}>
        {(all) =>
          all.length === 0 ? (
            <p class="empty">{words.none}</p>
          ) : (
            all.map((message) => <MessageCard key={message.id} visit={visit} message={message} />)
          )
        }
      </Known>
      <p class="muted">{words.phone}</p>
      <Settings visit={visit} mailbox={mailbox} />
      <Greeting visit={visit} mailbox={mailbox} />
    </>,
  );
}

function MessageCard({ visit, message }: { readonly visit: MemberVisit; readonly message: VoiceMessage }) {
  const words = voicemailWords[visit.language];
  const { id, caller, receivedAt, expiresAt, heard, seconds } = message;
  const path = `${API_PREFIX}${MAILBOX}/messages/${encodeURIComponent(id)}`;
  const button = (act: string, text: string, kind = '') => (
    <ActForm visit={visit} act={act} values={{ id }}>
      <button type="submit" class={`button small ${kind}`} aria-label={`${text}: ${words.at(receivedAt)}`}>
        {text}
      </button>
    </ActForm>
  );
  return (
    <section class="card voice-message">
      <h3>{caller === null ? words.fromNobody : words.from(caller.number, caller.callsign)}</h3>
      <p class="muted">
        {words.at(receivedAt)} · {words.length(seconds)} · {words.until(expiresAt)}
      </p>
      <Island
        name="voice-player"
        component={VoicePlayer}
        props={{
          language: visit.language,
          path,
          csrf: visit.session.csrfToken ?? '',
          heard,
          words: {
            fresh: words.fresh,
            heard: words.heard,
            listen: `${words.listen}: ${words.at(receivedAt)}`,
          },
        }}
      />
      <div class="buttons">
        {heard ? button('new', words.markNew) : button('heard', words.markHeard)}
        {button('keep', words.keep)}
        <a class="button small" href={`${path}/sound`} download>
          {words.download}
        </a>
        {button('remove', words.remove, 'danger')}
      </div>
    </section>
  );
}

function Settings({ visit, mailbox }: { readonly visit: MemberVisit; readonly mailbox: Mailbox }) {
  const words = voicemailWords[visit.language];
  const { language } = visit;
  return (
    <section class="card">
      <h2>{words.settings}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="settings" />
        <Checkbox name="takes" label={words.takes} checked={mailbox.takesMessages} language={language} />
        <Checkbox
          name="mail"
          label={words.byMail}
          hint={words.byMailHint}
          checked={mailbox.byMail}
          language={language}
        />
        <button type="submit" class="button primary">
          {words.save}
        </button>
      </form>
    </section>
  );
}

function Greeting({ visit, mailbox }: { readonly visit: MemberVisit; readonly mailbox: Mailbox }) {
  const words = voicemailWords[visit.language];
  const { language, refused: errors } = visit;
  return (
    <section class="card">
      <h2>{words.greeting}</h2>
      <p>{mailbox.ownGreeting ? words.greetingOwn : words.greetingUsual}</p>
      {mailbox.ownGreeting && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: it is the holder's own voice */}
          <audio
            controls
            preload="none"
            src={`${API_PREFIX}${MAILBOX}/greeting/sound`}
            aria-label={words.greetingListen}
          />
          <ActForm visit={visit} act="usual">
            <button type="submit" class="button">
              {words.usual}
            </button>
          </ActForm>
        </>
      )}
      <form method="post" class="form" encType="multipart/form-data">
        <Hidden visit={visit} act="greet" />
        <FileField
          name="file"
          label={words.file}
          hint={words.fileHint}
          accept="audio/wav,.wav"
          errors={errors}
          language={language}
        />
        <button type="submit" class="button primary">
          {words.upload}
        </button>
      </form>
    </section>
  );
}
