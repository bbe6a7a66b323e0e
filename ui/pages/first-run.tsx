import { setupSchema } from '../../src/web/contract/administrators.ts';
import { Banner } from '../components/banner.tsx';
import { ErrorSummary, type FieldError, TextField } from '../components/form.tsx';
import { type Answer, goTo, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { dateAndTime } from '../words/format.ts';
import { inBoth } from '../words/in-both.ts';
import { problemText } from '../words/problems.ts';
import { SET_UP } from './console/set-up/steps.ts';

const WORDS = inBoth({
  nl: {
    title: 'Deze centrale inrichten',
    lead: 'Met deze link word je beheerder. Hij werkt één keer, en vanaf de volgende klik alleen in deze browser.',
    begin: 'Begin',
    invited: (name: string) => `Welkom ${name}. Kies een wachtwoord.`,
    first: 'Je bent de eerste beheerder. Kies een naam en een wachtwoord.',
    until: (time: string) => `De link werkt tot ${time}.`,
    name: 'Naam om mee in te loggen',
    email: 'E-mail',
    emailHint: 'Voor een nieuwe link als je je wachtwoord kwijt bent.',
    password: 'Wachtwoord',
    passwordHint: 'Ten minste 12 tekens. Een paar woorden achter elkaar is goed, en goed te onthouden.',
    go: 'Word beheerder',
    spentTitle: 'Deze link werkt niet meer',
    spent: 'Hij is gebruikt, te oud, of in een andere browser geopend.',
    spentDo:
      'Maak op de machine een nieuwe met de opdracht hieronder, of vraag een andere beheerder om een uitnodiging.',
    weak: 'Neem ten minste 12 tekens.',
    insecure: 'Deze verbinding is niet versleuteld',
    insecureWhy:
      'Je gaat een wachtwoord kiezen, en dat is onderweg te lezen. Er is nog niets gebeurd: de link werkt nog.',
    insecureDo:
      'Maak op je eigen computer een tunnel naar de machine, laat die open, en open dan de link eronder:',
    insecureElse: 'Of zet eerst HTTPS aan: HAMVOIP_HTTPS=true.',
  },
  en: {
    title: 'Set up this exchange',
    lead: 'With this link you become an administrator. It works once, and from the next click on in this browser only.',
    begin: 'Begin',
    invited: (name: string) => `Welcome ${name}. Choose a password.`,
    first: 'You are the first administrator. Choose a name and a password.',
    until: (time: string) => `The link works until ${time}.`,
    name: 'Name to log in with',
    email: 'E-mail',
    emailHint: 'For a new link when you lose your password.',
    password: 'Password',
    passwordHint: 'At least 12 characters. A few words in a row are good, and easy to remember.',
    go: 'Become administrator',
    spentTitle: 'This link does not work any more',
    spent: 'It was used, is too old, or was opened in another browser.',
    spentDo:
      'Make a new one on the machine with the command below, or ask another administrator for an invitation.',
    weak: 'Take at least 12 characters.',
    insecure: 'This connection is not encrypted',
    insecureWhy:
      'You are about to choose a password, and it can be read on the way. Nothing has happened yet: the link still works.',
    insecureDo:
      'Make a tunnel to the machine on your own computer, leave it open, and then open the link below it:',
    insecureElse: 'Or switch HTTPS on first: HAMVOIP_HTTPS=true.',
  },
});

/**
 * The link of the first start, and of an invitation. Looking at it does nothing, because mail programs and chats look
 * at links by themselves; the click opens it.
 */
export const firstRunPage: Page = {
  path: '/start/:token',
  async get(visit) {
    const words = WORDS[visit.language];
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form method="post">
          <input type="hidden" name="act" value="open" />
          <button type="submit" class="button primary">
            {words.begin}
          </button>
        </form>
      </>,
    );
  },
  async post(visit) {
    if (visit.form.get('act') !== 'make') return choose(visit, []);
    const fields = ['name', 'email'].flatMap((field) => {
      const text = (visit.form.get(field) ?? '').trim();
      return text === '' ? [] : [[field, text] as const];
    });
    const { status, body } = await visit.api.call('POST', '/setup', {
      token: tokenOf(visit),
      password: visit.form.get('password') ?? '',
      ...Object.fromEntries(fields),
    });
    // Who is invited finds an exchange that is set up.
    if (status === 201) return goTo(visit, visit.session.needsSetup ? SET_UP : '/beheer');
    return choose(visit, [errorOf(visit, problemCode(body))]);
  },
};

function tokenOf(visit: Visit): string {
  return visit.params['token'] ?? '';
}

function errorOf(visit: Visit, code: string): FieldError {
  const words = WORDS[visit.language];
  if (code === 'password-short' || code === 'password-invalid')
    return { field: 'password', message: words.weak };
  const field =
    code === 'name-invalid' || code === 'name-taken' ? 'name' : code === 'email-invalid' ? 'email' : '';
  return { field, message: problemText(code, visit.language) };
}

/** Opens the link, or opens it again in the same browser, and shows what is still to be chosen. */
async function choose(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { status, body } = await visit.api.call('POST', '/setup/opening', { token: tokenOf(visit) });
  if (status !== 200) return refusedView(visit, problemCode(body));
  const words = WORDS[visit.language];
  const { language, form } = visit;
  const { name, endsAt } = setupSchema.parse(body);
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="lead">{name === null ? words.first : words.invited(name)}</p>
      <ErrorSummary errors={errors} language={language} />
      <form method="post" class="form">
        <input type="hidden" name="act" value="make" />
        {name === null && (
          <>
            <TextField
              name="name"
              label={words.name}
              value={form.get('name') ?? ''}
              errors={errors}
              language={language}
              autocomplete="username"
              longest={64}
            />
            <TextField
              name="email"
              type="email"
              label={words.email}
              hint={words.emailHint}
              value={form.get('email') ?? ''}
              errors={errors}
              language={language}
              autocomplete="email"
              optional
            />
          </>
        )}
        <TextField
          name="password"
          type="password"
          label={words.password}
          hint={words.passwordHint}
          errors={errors}
          language={language}
          autocomplete="new-password"
        />
        <button type="submit" class="button primary">
          {words.go}
        </button>
      </form>
      <p class="muted">{words.until(dateAndTime(endsAt, language))}</p>
    </>,
    errors.length === 0 ? {} : { status: 422 },
  );
}

const GONE = ['link-spent', 'setup-done', 'not-found'];

function refusedView(visit: Visit, code: string): Answer {
  const words = WORDS[visit.language];
  if (code === 'connection-insecure') return insecureView(visit);
  const isGone = GONE.includes(code);
  return view(
    words.spentTitle,
    <>
      <h1>{isGone ? words.spentTitle : words.title}</h1>
      <Banner tone="err" title={isGone ? words.spent : problemText(code, visit.language)}>
        {isGone && <p>{words.spentDo}</p>}
        {isGone && <pre class="mono">npx hamvoip setup-link</pre>}
      </Banner>
    </>,
    { status: isGone ? 410 : 422 },
  );
}

/** A server on the internet, on its first evening: HTTPS comes later. */
function insecureView(visit: Visit): Answer {
  const words = WORDS[visit.language];
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <Banner tone="warn" title={words.insecure}>
        <p>{words.insecureWhy}</p>
        <p>{words.insecureDo}</p>
        <pre class="mono">ssh -L 8080:localhost:8080 {visit.site?.domain}</pre>
        <pre class="mono">http://localhost:8080{visit.href(visit.path)}</pre>
        <p>{words.insecureElse}</p>
      </Banner>
    </>,
    { status: 422 },
  );
}
