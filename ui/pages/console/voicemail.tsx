import { type Mailbox, mailboxSchema } from '../../../src/web/contract/mailboxes.ts';
import { ActForm, backWith, Hidden, Said } from '../../acting-page.tsx';
import { TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { StateChip } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { number } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { type Act, type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Voicemail',
    lead: 'Aantallen en grootte. Wat er is ingesproken hoort alleen de houder; hier is niets te beluisteren.',
    none: 'Niemand heeft voicemail. De houder zet hem zelf aan op zijn pagina of met *97, of jij doet het hieronder.',
    on: 'aan',
    off: 'uit',
    fresh: 'Nieuw',
    kept: 'Beluisterd',
    size: 'Grootte',
    sizeOf: (seconds: number, megabytes: string) => `${Math.ceil(seconds / 60)} min, ${megabytes} MB`,
    mail: 'Per mail',
    greeting: 'Begroeting',
    own: 'eigen',
    usual: 'de gewone',
    switchOn: 'Zet aan',
    switchOff: 'Zet uit',
    empty: 'Leeg…',
    emptyFor: (extension: string) => `Leeg… de voicemail van ${extension}`,
    emptyText: (count: number) =>
      `${count === 1 ? 'Eén bericht verdwijnt' : `${count} berichten verdwijnen`}, ook wat nog niet beluisterd is. Dit kan niet terug, en komt in het logboek.`,
    emptyNow: 'Verwijder alle berichten',
    addTitle: 'Voicemail aanzetten',
    add: 'Zet voicemail aan',
    done: { changed: 'Dat is gewijzigd.', emptied: 'De berichten zijn verwijderd.' },
  },
  en: {
    title: 'Voicemail',
    lead: 'Counts and sizes. What was said is for the holder’s ears only; there is nothing to listen to here.',
    none: 'Nobody has voicemail. Holders switch it on themselves, on their page or by *97, or you do it below.',
    on: 'on',
    off: 'off',
    fresh: 'New',
    kept: 'Heard',
    size: 'Size',
    sizeOf: (seconds: number, megabytes: string) => `${Math.ceil(seconds / 60)} min, ${megabytes} MB`,
    mail: 'By mail',
    greeting: 'Greeting',
    own: 'own',
    usual: 'the usual one',
    switchOn: 'Switch on',
    switchOff: 'Switch off',
    empty: 'Empty…',
    emptyFor: (extension: string) => `Empty… the voicemail of ${extension}`,
    emptyText: (count: number) =>
      `${count === 1 ? 'One message goes' : `${count} messages go`}, also what was not listened to yet. This cannot be undone, and stands in the audit log.`,
    emptyNow: 'Delete all messages',
    addTitle: 'Switch voicemail on',
    add: 'Switch voicemail on',
    done: { changed: 'That is changed.', emptied: 'The messages are deleted.' },
  },
});

const BYTES_OF_MEGABYTE = 1_000_000;

/** Who has voicemail, and how much is in it: no callers and no sound, because that is the holder's. */
export const voicemailConsolePage = consolePage({
  path: '/beheer/voicemail',
  async show(visit) {
    const words = WORDS[visit.language];
    const mailboxes = await readList(visit, '/mailboxes', mailboxSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <Known visit={visit} of={mailboxes}>
          {(all) => <List visit={visit} mailboxes={all} />}
        </Known>
        <AddForm visit={visit} />
      </>,
      { about: [mailboxes] },
    );
  },
  acts: {
    add: (visit) => set(visit, { takesMessages: true }),
    on: (visit) => set(visit, { takesMessages: true }),
    off: (visit) => set(visit, { takesMessages: false }),
    empty: (visit) =>
      change(visit, { method: 'DELETE', path: `${pathOf(visit)}/messages` }, () =>
        backWith(visit, 'emptied'),
      ),
  },
});

function set(visit: ConsoleVisit, body: object): ReturnType<Act> {
  return change(
    visit,
    { method: 'PATCH', path: pathOf(visit), body, field: 'extension', fields: { extension: 'extension' } },
    () => backWith(visit, 'changed'),
  );
}

function pathOf(visit: ConsoleVisit): string {
  return `/mailboxes/${encodeURIComponent(filled(visit, 'extension') ?? '')}`;
}

function List({
  visit,
  mailboxes,
}: {
  readonly visit: ConsoleVisit;
  readonly mailboxes: readonly Mailbox[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.title}
      rows={mailboxes}
      keyOf={({ extension }) => extension}
      empty={words.none}
      columns={[
        {
          title: common.extension,
          cell: ({ extension }) => (
            <a href={visit.href(`/beheer/extensies/${encodeURIComponent(extension)}`)}>{extension}</a>
          ),
        },
        {
          title: common.state,
          cell: ({ takesMessages }) => (
            <StateChip state={takesMessages ? 'good' : 'not-registered'} language={language}>
              {takesMessages ? words.on : words.off}
            </StateChip>
          ),
        },
        { title: words.fresh, isFigure: true, cell: ({ unheard }) => unheard },
        { title: words.kept, isFigure: true, cell: ({ heard }) => heard },
        {
          title: words.size,
          isFigure: true,
          cell: ({ seconds, bytes }) =>
            words.sizeOf(seconds, number(Math.ceil((10 * bytes) / BYTES_OF_MEGABYTE) / 10, language)),
        },
        { title: words.mail, cell: ({ byMail }) => (byMail ? common.yes : common.no) },
        { title: words.greeting, cell: ({ ownGreeting }) => (ownGreeting ? words.own : words.usual) },
        { title: common.act, cell: (mailbox) => <Acts visit={visit} mailbox={mailbox} /> },
      ]}
    />
  );
}

function Acts({ visit, mailbox }: { readonly visit: ConsoleVisit; readonly mailbox: Mailbox }) {
  const words = WORDS[visit.language];
  const { extension, takesMessages, unheard, heard } = mailbox;
  const text = takesMessages ? words.switchOff : words.switchOn;
  return (
    <div class="acts">
      <ActForm visit={visit} act={takesMessages ? 'off' : 'on'} values={{ extension }}>
        <button type="submit" class="button small" aria-label={`${text}: ${extension}`}>
          {text}
        </button>
      </ActForm>
      {unheard + heard > 0 && (
        <details>
          <summary aria-label={words.emptyFor(extension)}>{words.empty}</summary>
          <p>{words.emptyText(unheard + heard)}</p>
          <ActForm visit={visit} act="empty" values={{ extension }}>
            <button type="submit" class="button small danger" aria-label={`${words.emptyNow}: ${extension}`}>
              {words.emptyNow}
            </button>
          </ActForm>
        </details>
      )}
    </div>
  );
}

function AddForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language, refused: errors } = visit;
  return (
    <section class="card">
      <h2>{words.addTitle}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="add" />
        <TextField
          name="extension"
          label={commonWords[language].extension}
          value={sent(visit, 'extension')}
          errors={errors}
          language={language}
          inputMode="numeric"
          longest={8}
        />
        <button type="submit" class="button primary">
          {words.add}
        </button>
      </form>
    </section>
  );
}
