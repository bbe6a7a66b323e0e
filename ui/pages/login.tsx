import type { ComponentChildren } from 'preact';
import { Banner } from '../components/banner.tsx';
import { Csrf, ErrorSummary, type FieldError, TextField } from '../components/form.tsx';
import { Island } from '../islands/island.tsx';
import { PasskeyLogin } from '../islands/passkey-login.tsx';
import { followedAddress } from '../layout/follow-line.tsx';
import { ownPath } from '../own-path.ts';
import { type Answer, goTo, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { loginWords } from '../words/login.ts';

/** By a link in one's mail, the number and password of a phone, a call from it, or a passkey; administrators by password and code. */
export const loginPage: Page = {
  path: '/inloggen',
  async get(visit) {
    return visit.session.role === 'visitor' ? loginView(visit, []) : alreadyView(visit);
  },
  async post(visit) {
    const { form } = visit;
    if (form.get('method') === 'mail') return sendLink(visit);
    if (form.get('method') === 'phone') return askPhone(visit);
    const refusal = await logIn(visit, loginOf(form));
    return refusal === undefined ? afterLogin(visit) : loginView(visit, [refusal]);
  },
};

/** Behind the link in the mail. Programs that look through mail open links: only a click logs in. */
export const loginLinkPage: Page = {
  path: '/inloggen/:token',
  async get(visit) {
    return linkView(visit, []);
  },
  async post(visit) {
    const refusal = await logIn(visit, { method: 'link', token: visit.params['token'] ?? '' });
    return refusal === undefined ? afterLogin(visit) : linkView(visit, [refusal]);
  },
};

export const logoutPage: Page = {
  path: '/uitloggen',
  async get(visit) {
    return goTo(visit, '/');
  },
  async post(visit) {
    await visit.api.call('DELETE', '/session');
    return goTo(visit, '/');
  },
};

function loginOf(form: URLSearchParams): object {
  const field = (name: string) => (form.get(name) ?? '').trim();
  if (form.get('method') === 'extension') {
    return { method: 'extension', number: field('number'), password: field('password') };
  }
  const code = field('code').replaceAll(' ', '');
  return {
    method: 'password',
    name: field('name'),
    password: form.get('administrator-password') ?? '',
    ...(code !== '' && { code }),
  };
}

async function logIn(visit: Visit, login: object): Promise<FieldError | undefined> {
  const { status, body } = await visit.api.call('POST', '/session', login);
  return status === 201 ? undefined : refusalOf(visit, problemCode(body), fieldOf(visit.form));
}

function fieldOf(form: URLSearchParams): string {
  if (form.get('method') === 'extension') return 'number';
  return form.get('method') === 'password' ? 'name' : '';
}

function refusalOf({ language }: Visit, code: string, field: string): FieldError {
  const words = loginWords[language];
  const isCode = code === 'second-factor-needed' || code === 'code-wrong';
  return { field: isCode ? 'code' : field, message: words.errors[code] ?? words.otherError };
}

/** To where he wanted to go, or to his own page. */
export function afterLogin(visit: Visit): Answer {
  const next = wantedPath(visit);
  if (next !== undefined) return { kind: 'redirect', to: next };
  return goTo(visit, visit.form.get('method') === 'password' ? '/beheer' : '/mijn');
}

function wantedPath(visit: Visit): string | undefined {
  return ownPath(visit.query.get('next') ?? '');
}

async function sendLink(visit: Visit): Promise<Answer> {
  const words = loginWords[visit.language];
  const email = (visit.form.get('email') ?? '').trim();
  const { status, body } = await visit.api.call('POST', '/session/links', {
    email,
    language: visit.language,
  });
  if (status !== 202) return loginView(visit, [refusalOf(visit, problemCode(body), 'email')]);
  return view(
    words.link.sentTitle,
    <>
      <h1>{words.link.sentTitle}</h1>
      <Banner tone="ok" title={words.link.sent} />
    </>,
  );
}

async function askPhone(visit: Visit): Promise<Answer> {
  const number = (visit.form.get('phone-number') ?? '').trim();
  // Who fills in nothing made a mistake; whether there is such a number nobody is told.
  if (number === '') {
    const message = loginWords[visit.language].numberMissing;
    return loginView(visit, [{ field: 'phone-number', message }]);
  }
  const { status, body } = await visit.api.call('POST', '/session/phone-login', { number });
  if (status !== 201) return loginView(visit, [refusalOf(visit, problemCode(body), 'phone-number')]);
  const next = visit.query.get('next');
  const query = next === null ? '' : `?next=${encodeURIComponent(next)}`;
  return goTo(visit, followedAddress(`/inloggen/toestel${query}`));
}

function loginView(visit: Visit, errors: readonly FieldError[]): Answer {
  const { language, form } = visit;
  const words = loginWords[language];
  const sendsMail = visit.site?.mail !== false;
  const isAdministrator =
    form.get('method') === 'password' || (visit.query.get('next') ?? '').includes('/beheer');
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="lead">{sendsMail ? words.lead : words.leadWithoutMail}</p>
      {visit.session.needsSetup && (
        <Banner tone="warn" title={words.needsSetup}>
          <p>{words.needsSetupText}</p>
          <pre class="mono">npx hamvoip setup-link</pre>
        </Banner>
      )}
      <ErrorSummary errors={errors} language={language} />
      <div class="columns">
        {sendsMail && (
          <LoginForm method="mail" title={words.link.title} button={words.link.send}>
            <TextField
              name="email"
              type="email"
              label={words.link.email}
              hint={words.link.hint}
              value={form.get('email') ?? ''}
              autocomplete="email"
              longest={254}
              errors={errors}
              language={language}
            />
          </LoginForm>
        )}
        <LoginForm method="extension" title={words.extension.title} button={words.extension.enter}>
          <TextField
            name="number"
            label={words.extension.number}
            value={form.get('number') ?? ''}
            autocomplete="username"
            longest={64}
            errors={errors}
            language={language}
          />
          <TextField
            name="password"
            type="password"
            label={words.extension.password}
            hint={words.extension.hint}
            autocomplete="current-password"
            longest={256}
            mono
            errors={errors}
            language={language}
          />
        </LoginForm>
        {visit.site?.phoneLogin === true && (
          <LoginForm method="phone" title={words.phone.title} button={words.phone.ask}>
            <TextField
              name="phone-number"
              label={words.extension.number}
              hint={words.phone.hint}
              value={form.get('phone-number') ?? ''}
              autocomplete="username"
              longest={64}
              errors={errors}
              language={language}
            />
          </LoginForm>
        )}
      </div>
      <Island
        name="passkey-login"
        component={PasskeyLogin}
        props={{ next: wantedPath(visit) ?? visit.href('/mijn'), words: words.passkey }}
      />
      <details class="card" open={isAdministrator}>
        <summary>{words.administrator.title}</summary>
        <LoginForm method="password" button={words.administrator.enter}>
          <TextField
            name="name"
            label={words.administrator.name}
            value={form.get('name') ?? ''}
            autocomplete="username"
            longest={64}
            errors={errors}
            language={language}
          />
          <TextField
            name="administrator-password"
            type="password"
            label={words.administrator.password}
            autocomplete="current-password"
            longest={1024}
            errors={errors}
            language={language}
          />
          <TextField
            name="code"
            label={words.administrator.code}
            hint={words.administrator.codeHint}
            autocomplete="one-time-code"
            inputMode="numeric"
            longest={16}
            optional
            errors={errors}
            language={language}
          />
        </LoginForm>
      </details>
    </>,
    { status: errors.length > 0 ? 422 : 200 },
  );
}

function LoginForm({
  method,
  title,
  button,
  children,
}: {
  readonly method: string;
  readonly title?: string;
  readonly button: string;
  readonly children: ComponentChildren;
}) {
  return (
    <form method="post" class={title === undefined ? 'form' : 'form card'}>
      {title !== undefined && <h2>{title}</h2>}
      <input type="hidden" name="method" value={method} />
      {children}
      <button type="submit" class="button primary">
        {button}
      </button>
    </form>
  );
}

function linkView(visit: Visit, errors: readonly FieldError[]): Answer {
  const words = loginWords[visit.language].opened;
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <ErrorSummary errors={errors} language={visit.language} />
      {errors.length === 0 ? (
        <>
          <p class="lead">{words.lead}</p>
          <form method="post">
            <button type="submit" class="button primary">
              {words.enter}
            </button>
          </form>
        </>
      ) : (
        <a class="button" href={visit.href('/inloggen')}>
          {words.again}
        </a>
      )}
    </>,
    { status: errors.length > 0 ? 422 : 200 },
  );
}

function alreadyView(visit: Visit): Answer {
  const words = loginWords[visit.language];
  const { role, name, extension, callsign } = visit.session;
  const who = role === 'administrator' ? (name ?? '') : `${extension} ${callsign}`;
  return view(
    words.title,
    <>
      <h1>{words.already(who)}</h1>
      <p class="buttons">
        <a class="button primary" href={visit.href(role === 'administrator' ? '/beheer' : '/mijn')}>
          {words.toToday}
        </a>
      </p>
      <form method="post" action={visit.href('/uitloggen')}>
        <Csrf visit={visit} />
        <button type="submit" class="button">
          {words.logout}
        </button>
      </form>
    </>,
  );
}
