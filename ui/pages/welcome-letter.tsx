import { type Letter, letterSchema } from '../../src/web/contract/handovers.ts';
import { Banner } from '../components/banner.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { type Answer, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { inBoth } from '../words/in-both.ts';
import { problemText } from '../words/problems.ts';

const WORDS = inBoth({
  nl: {
    title: 'Je welkomstbrief',
    lead: 'De brief gaat één keer open, want je wachtwoord staat erin. Zorg dat je hem kunt afdrukken of overschrijven.',
    open: 'Open de brief',
    once: 'Druk deze brief nu af of schrijf hem over. Hij gaat niet nog een keer open.',
    settings: 'Wat je in het toestel invult',
    list: 'De extensielijst',
    dial: 'Bel deze eerst',
    rules: 'Huisregels, in het kort',
    app: 'Met de app Linphone: richt de camera hierop',
    site: 'De website',
    goneTitle: 'Deze brief is er niet meer',
    gone: 'Hij is al geopend, te oud, of de beheerder maakte een nieuwe.',
    goneDo: 'Vraag de beheerder om een nieuwe brief.',
  },
  en: {
    title: 'Your welcome letter',
    lead: 'The letter opens once, because your password is in it. See that you can print or copy it.',
    open: 'Open the letter',
    once: 'Print or copy this letter now. It does not open again.',
    settings: 'What you fill in on the phone',
    list: 'The directory',
    dial: 'Dial these first',
    rules: 'House rules, in short',
    app: 'With the app Linphone: point the camera here',
    site: 'The web site',
    goneTitle: 'This letter is gone',
    gone: 'It was opened already, is too old, or the administrator made a new one.',
    goneDo: 'Ask the administrator for a new letter.',
  },
});

/** Opens once: looking at its address does nothing, because mail programs look at links by themselves. */
export const welcomeLetterPage: Page = {
  path: '/welkom/:secret',
  async get(visit) {
    const { status, body } = await visit.api.call('POST', '/letters/state', { secret: secretOf(visit) });
    if (status !== 200) return refused(visit, status, body);
    const words = WORDS[visit.language];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form method="post">
          <button type="submit" class="button primary">
            {words.open}
          </button>
        </form>
      </>,
    );
  },
  async post(visit) {
    const request = { secret: secretOf(visit), language: visit.language };
    const { status, body } = await visit.api.call('POST', '/letters/opening', request);
    return status === 200 ? letterView(visit, letterSchema.parse(body)) : refused(visit, status, body);
  },
};

/** Faults of ours, not of who asks (RFC 9110 §15.6). */
const UNKNOWN_FROM = 500;

function secretOf(visit: Visit): string {
  return visit.params['secret'] ?? '';
}

function refused(visit: Visit, status: number, body: unknown): Answer {
  const code = problemCode(body);
  // A letter that cannot be had at this moment is not gone.
  if (status >= UNKNOWN_FROM) return { kind: 'unknown', code };
  const words = WORDS[visit.language];
  const isGone = code === 'handover-gone' || code === 'not-found';
  return view(
    words.goneTitle,
    <>
      <h1>{isGone ? words.goneTitle : words.title}</h1>
      <Banner tone="err" title={isGone ? words.gone : problemText(code, visit.language)}>
        {isGone && <p>{words.goneDo}</p>}
      </Banner>
    </>,
    { status: isGone ? 410 : 422 },
  );
}

function letterView(visit: Visit, letter: Letter): Answer {
  const words = WORDS[visit.language];
  return view(
    letter.title,
    <article class="letter">
      <h1>{letter.title}</h1>
      <Banner tone="warn" title={words.once} />
      <LetterText letter={letter} language={visit.language} />
    </article>,
  );
}

/** What stands on the sheet, below its title. */
export function LetterText({
  letter,
  language,
}: {
  readonly letter: Letter;
  readonly language: Visit['language'];
}) {
  const words = WORDS[language];
  return (
    <>
      <p>{letter.greeting}</p>
      <p class="big">
        {letter.number} {letter.callsign}
      </p>
      <Rows title={words.settings} rows={letter.settings} />
      <Rows title={words.list} rows={letter.directory} />
      <Rows title={words.dial} rows={letter.dialFirst} />
      <div class="codes">
        {letter.app && <QrCode title={words.app} svg={letter.app.qr} />}
        <QrCode title={`${words.site}: ${letter.site.url}`} svg={letter.site.qr} />
      </div>
      {letter.houseRules.length > 0 && (
        <section>
          <h2>{words.rules}</h2>
          <ul>
            {letter.houseRules.map((rule, index) => (
              <li key={index}>{rule}</li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <strong>{letter.emergency}</strong> {letter.notPrivate}
      </p>
      <p>{letter.contact}</p>
      <p>{letter.keep}</p>
    </>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: Letter['settings'] }) {
  if (rows.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <dl class="facts">
        {rows.map(({ label, value, spelled }) => (
          <>
            <dt key={label}>{label}</dt>
            <dd>
              <span class="mono">{value}</span>
              {spelled.map((line) => (
                <span class="muted spelled" key={line}>
                  {line}
                </span>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
