import { Banner } from '../components/banner.tsx';
import { ErrorSummary, type FieldError, TextField } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { type Answer, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { downloadWords } from '../words/downloads.ts';

/** The way to the list, and its password by mail for who has lost it (H6, H7). Nothing tells who is a holder. */
export const downloadsPage: Page = {
  path: '/downloads',
  async get(visit) {
    return show(visit, []);
  },
  async post(visit) {
    const number = (visit.form.get('number') ?? '').trim();
    const words = downloadWords[visit.language];
    if (!/^\d{2,8}$/.test(number)) return show(visit, [{ field: 'number', message: words.otherError }]);
    const { status, body } = await visit.api.call('POST', '/directory/password-requests', {
      number,
      language: visit.language,
    });
    if (status === 202) return { kind: 'redirect', to: `${visit.href(visit.path)}?done=sent` };
    const message = words.errors[problemCode(body)] ?? words.otherError;
    return show(visit, [{ field: 'number', message }]);
  },
};

function show(visit: Visit, errors: readonly FieldError[]): Answer {
  const { language, session } = visit;
  const words = downloadWords[language];
  const isMember = session.role === 'member';
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {visit.query.get('done') === 'sent' && <Banner tone="ok" title={words.sent} />}
      <ErrorSummary errors={errors} language={language} />
      <div class="columns">
        <section class="card">
          <h2>{words.list}</h2>
          <p>{words.about}</p>
          <a
            class="button primary"
            href={
              isMember
                ? visit.href('/mijn/lijst')
                : `${visit.href('/inloggen')}?next=${visit.href('/mijn/lijst')}`
            }
          >
            <Icon name="download" /> {isMember ? words.mine : words.login}
          </a>
        </section>
        {visit.site?.mail === false ? (
          <section class="card">
            <h2>{words.requestTitle}</h2>
            <p>{words.noMail}</p>
          </section>
        ) : (
          <form method="post" class="card form">
            <h2>{words.requestTitle}</h2>
            <p>{words.requestLead}</p>
            <TextField
              name="number"
              label={words.number}
              value={visit.form.get('number') ?? ''}
              inputMode="numeric"
              longest={8}
              mono
              errors={errors}
              language={language}
            />
            <button type="submit" class="button">
              {words.send}
            </button>
          </form>
        )}
      </div>
    </>,
    { status: errors.length > 0 ? 422 : 200 },
  );
}
