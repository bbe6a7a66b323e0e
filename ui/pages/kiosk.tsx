import { kioskSchema } from '../../src/web/contract/live.ts';
import { ErrorSummary, TextField } from '../components/form.tsx';
import { Island } from '../islands/island.tsx';
import { KioskBoard } from '../islands/kiosk-board.tsx';
import { type Answer, goTo, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { read } from '../reading.ts';
import { kioskWords } from '../words/kiosk.ts';
import { layoutWords } from '../words/layout.ts';
import { unknownView } from './errors.tsx';

const REFRESH_S = 10;
/** The address of the screen; its key stands behind it in the link of an administrator. */
const KIOSK = '/live?kiosk';

/** What goes on: a screen for the room of the club, and for everyone else the way to his own page. */
export const kioskPage: Page = {
  path: '/live',
  async get(visit) {
    const key = visit.query.get('kiosk');
    if (key === null) return goTo(visit, HOME[visit.session.role]);
    return key === '' ? show(visit) : open(visit, key);
  },
  post: (visit) => open(visit, (visit.form.get('key') ?? '').trim()),
};

const HOME = { administrator: '/beheer/live', member: '/mijn/live', visitor: '/conferenties' } as const;

/** What the API says to a screen that has none, or one that was taken back. */
const WITHOUT_KEY = ['token-missing', 'token-invalid', 'session-ended', 'scope-missing'];

async function show(visit: Visit): Promise<Answer> {
  const kiosk = await read(visit, '/kiosk', kioskSchema);
  if (kiosk.kind === 'unknown' && !WITHOUT_KEY.includes(kiosk.code)) {
    // Nobody stands at it to press a button.
    return { ...unknownView(visit, kiosk), refreshS: REFRESH_S, isBare: true };
  }
  if (kiosk.kind !== 'known') return askForKey(visit);
  const { language, site } = visit;
  const club = site?.name ?? layoutWords[language].product;
  return view(
    kioskWords[language].title,
    <Island name="kiosk-board" component={KioskBoard} props={{ language, club, initial: kiosk.value }} />,
    { refreshS: REFRESH_S, isBare: true },
  );
}

/** The browser keeps the key; the address it goes on to holds it no longer. */
async function open(visit: Visit, key: string): Promise<Answer> {
  const { status, body } = await visit.api.call('POST', '/kiosk', { key: key.slice(0, 100) });
  return status === 200 ? goTo(visit, KIOSK) : askForKey(visit, problemCode(body));
}

function askForKey(visit: Visit, refused?: string): Answer {
  const { language } = visit;
  const words = kioskWords[language];
  const messages: Readonly<Record<string, string>> = {
    'too-many-requests': words.often,
    'connection-insecure': words.insecure,
  };
  const errors = refused === undefined ? [] : [{ field: 'key', message: messages[refused] ?? words.wrong }];
  return view(
    words.title,
    <>
      <h1>{words.locked}</h1>
      <p>{words.lockedText}</p>
      <ErrorSummary errors={errors} language={language} />
      <form method="post" action={visit.href(KIOSK)} class="form">
        <TextField
          name="key"
          label={words.key}
          value={visit.form.get('key') ?? ''}
          errors={errors}
          language={language}
          longest={100}
          mono
        />
        <button type="submit" class="button primary">
          {words.open}
        </button>
      </form>
    </>,
    { isBare: true, ...(refused !== undefined && { status: 422 }) },
  );
}
