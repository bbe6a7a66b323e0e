import { applicationProgressSchema, receivedApplicationSchema } from '../../src/web/contract/applications.ts';
import { listingConsentSchema } from '../../src/web/contract/directory.ts';
import { clubBlocks, readClubPage } from '../club-page.ts';
import { Banner } from '../components/banner.tsx';
import { ClubText } from '../components/club-text.tsx';
import { Checkbox, ErrorSummary, type FieldError, TextArea, TextField } from '../components/form.tsx';
import { type Answer, goTo, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { applyWords } from '../words/apply.ts';

/** Asking for an extension. Nothing tells whether a call sign has one already (H6). */
export const applyPage: Page = {
  path: '/aanvragen',
  async get(visit) {
    return show(visit, []);
  },
  async post(visit) {
    const missing = findMissing(visit);
    if (missing.length > 0) return show(visit, missing);
    const { status, body } = await visit.api.call('POST', '/applications', await wishOf(visit));
    if (status === 201) return goTo(visit, `/aanvragen/${receivedApplicationSchema.parse(body).token}`);
    const words = applyWords[visit.language];
    const code = problemCode(body);
    return show(visit, [{ field: FIELDS[code] ?? '', message: words.errors[code] ?? words.otherError }]);
  },
};

const FIELDS: Readonly<Record<string, string>> = {
  'callsign-invalid': 'callsign',
  'email-invalid': 'email',
  'name-invalid': 'name',
  'number-invalid': 'number',
  'rules-changed': 'rules',
};

const NEEDED = ['callsign', 'name', 'email', 'rules', 'emergency'] as const;

function findMissing({ form, language }: Visit): FieldError[] {
  return NEEDED.filter((field) => !form.get(field)?.trim()).map((field) => ({
    field,
    message: applyWords[language].missing[field],
  }));
}

async function wishOf(visit: Visit): Promise<object> {
  const field = (name: string) => (visit.form.get(name) ?? '').trim();
  const optional = {
    place: field('place'),
    phone: field('phone'),
    wishedNumber: field('number'),
    note: field('note'),
    listingText: visit.form.has('listing') ? ((await readConsent(visit))?.version ?? '') : '',
  };
  return {
    callsign: field('callsign'),
    name: field('name'),
    email: field('email'),
    language: visit.language,
    // Of the page he read; a form that does not say means the current ones.
    rulesVersion: field('rules-version') || (await currentRules(visit)),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
  };
}

async function currentRules(visit: Visit): Promise<string> {
  return String((await readClubPage(visit, 'house-rules'))?.version ?? '');
}

async function readConsent({ api }: Visit) {
  const { status, body } = await api.call('GET', '/directory/consent');
  return status === 200 ? listingConsentSchema.parse(body) : undefined;
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { language, form } = visit;
  const words = applyWords[language];
  const consent = (await readConsent(visit))?.text[language] ?? [];
  const common = (name: string) => ({ name, value: form.get(name) ?? '', errors, language });
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <ClubText blocks={await clubBlocks(visit, 'apply')} lead />
      <ErrorSummary errors={errors} language={language} />
      <form method="post" class="form">
        <input type="hidden" name="rules-version" value={await currentRules(visit)} />
        <TextField
          {...common('callsign')}
          label={words.callsign}
          hint={words.callsignHint}
          longest={16}
          mono
        />
        <TextField {...common('name')} label={words.name} autocomplete="name" longest={64} />
        <TextField
          {...common('email')}
          label={words.email}
          hint={words.emailHint}
          type="email"
          autocomplete="email"
          longest={254}
        />
        <TextField
          {...common('place')}
          label={words.place}
          autocomplete="address-level2"
          longest={100}
          optional
        />
        <TextField {...common('phone')} label={words.phone} hint={words.phoneHint} longest={100} optional />
        <TextField
          {...common('number')}
          label={words.number}
          hint={words.numberHint}
          inputMode="numeric"
          longest={8}
          optional
        />
        <TextArea {...common('note')} label={words.note} longest={200} optional />
        <Checkbox
          name="listing"
          label={words.listing}
          hint={consent.join(' ')}
          checked={form.has('listing')}
          language={language}
        />
        <p>
          <a href={visit.href('/huisregels')}>{words.readRules}</a>
        </p>
        <Checkbox
          name="rules"
          label={words.rules}
          // Not those that he is shown now.
          checked={form.has('rules') && !errors.some(({ field }) => field === 'rules')}
          errors={errors}
          language={language}
        />
        <Checkbox
          name="emergency"
          label={words.emergency}
          checked={form.has('emergency')}
          errors={errors}
          language={language}
        />
        <button type="submit" class="button primary">
          {words.send}
        </button>
      </form>
    </>,
    { status: errors.length > 0 ? 422 : 200 },
  );
}

/** Where the applicant sees how it stands; its address is the key. */
export const applicationPage: Page = {
  path: '/aanvragen/:token',
  async get(visit) {
    const words = applyWords[visit.language];
    const token = encodeURIComponent(visit.params['token'] ?? '');
    const { status, body } = await visit.api.call('GET', `/applications/progress/${token}`);
    if (status !== 200) {
      return view(words.progressTitle, <Banner tone="warn" title={words.unknown} />, { status: 404 });
    }
    const { state, answer, createdAt } = applicationProgressSchema.parse(body);
    return view(
      words.progressTitle,
      <>
        <h1>{words.progressTitle}</h1>
        <Banner tone={TONES[state]} title={words.states[state]}>
          {answer !== null && <p>{answer}</p>}
          <p>{words.sentOn(createdAt)}</p>
        </Banner>
        <p>{words.keep}</p>
      </>,
    );
  },
};

const TONES = { open: 'info', asked: 'warn', approved: 'ok', refused: 'susp' } as const;
