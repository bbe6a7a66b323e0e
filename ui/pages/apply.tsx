import { applicationProgressSchema, receivedApplicationSchema } from '../../src/web/contract/applications.ts';
import { listingConsentSchema } from '../../src/web/contract/directory.ts';
import { clubBlocks, readClubPage } from '../club-page.ts';
import { Banner } from '../components/banner.tsx';
import { ClubText } from '../components/club-text.tsx';
import { Checkbox, ErrorSummary, type FieldError, TextArea, TextField } from '../components/form.tsx';
import { Known } from '../components/known.tsx';
import { type Answer, goTo, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { knownOf, mapped, type Reading, read } from '../reading.ts';
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
    const consent = await readConsent(visit);
    // Whoever wants to be listed agrees to a text; without it his tick would be lost without a word.
    if (visit.form.has('listing') && consent.kind !== 'known') {
      return show(visit, [{ field: '', message: applyWords[visit.language].noConsentText }]);
    }
    const wish = await wishOf(visit, knownOf(consent)?.version);
    const { status, body } = await visit.api.call('POST', '/applications', wish);
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

async function wishOf(visit: Visit, consent: string | undefined): Promise<object> {
  const field = (name: string) => (visit.form.get(name) ?? '').trim();
  const optional = {
    place: field('place'),
    phone: field('phone'),
    wishedNumber: field('number'),
    note: field('note'),
    listingText: visit.form.has('listing') ? (consent ?? '') : '',
  };
  return {
    callsign: field('callsign'),
    name: field('name'),
    email: field('email'),
    language: visit.language,
    // Of the page he read; a form that does not say means the current ones.
    rulesVersion: field('rules-version') || (knownOf(await currentRules(visit)) ?? ''),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
  };
}

async function currentRules(visit: Visit): Promise<Reading<string>> {
  return mapped(await readClubPage(visit, 'house-rules'), ({ version }) => String(version));
}

function readConsent(visit: Visit) {
  return read(visit, '/directory/consent', listingConsentSchema);
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { language, form } = visit;
  const words = applyWords[language];
  const rules = await currentRules(visit);
  // Nobody agrees to what he cannot read; what was filled in already is not lost for it.
  if (rules.kind === 'unknown' && visit.method === 'GET') return rules;
  const blocks = await clubBlocks(visit, 'apply');
  const consent = await readConsent(visit);
  const common = (name: string) => ({ name, value: form.get(name) ?? '', errors, language });
  return view(
    words.title,
    <>
      <h1>{words.title}</h1>
      <Known visit={visit} of={blocks}>
        {(known) => <ClubText blocks={known} lead />}
      </Known>
      <ErrorSummary errors={errors} language={language} />
      <form method="post" class="form">
        <input type="hidden" name="rules-version" value={knownOf(rules) ?? form.get('rules-version') ?? ''} />
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
        <Known visit={visit} of={consent} what={words.listing}>
          {({ text }) => (
            <Checkbox
              name="listing"
              label={words.listing}
              hint={text[language].join(' ')}
              checked={form.has('listing')}
              language={language}
            />
          )}
        </Known>
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
    const found = await read(visit, `/applications/progress/${token}`, applicationProgressSchema);
    if (found.kind === 'unknown') return found;
    if (found.kind === 'missing') {
      return view(words.progressTitle, <Banner tone="warn" title={words.unknown} />, { status: 404 });
    }
    const { state, answer, createdAt } = found.value;
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
