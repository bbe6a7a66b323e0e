import { extensionWithPasswordSchema, numberPlanSchema } from '../../../src/web/contract.ts';
import { Hidden, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { TextField } from '../../components/form.tsx';
import { UnknownAmong } from '../../components/known.tsx';
import { view } from '../../page.ts';
import { knownOf, read } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { inBoth } from '../../words/in-both.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Nieuwe extensie',
    lead: 'Drie velden. Het wachtwoord maken wij, en je ziet het één keer.',
    number: 'Nummer',
    numberHint: 'Het eerste vrije nummer staat er al.',
    email: 'E-mail van de houder',
    emailHint: 'Voor inloggen en berichten.',
    make: 'Maak de extensie',
    made: (number: string) => `Extensie ${number} is klaar`,
    once: 'Schrijf het wachtwoord nu over of druk de pagina af. Het is hierna niet meer te zien.',
    password: 'Wachtwoord',
    toExtension: 'Naar de extensie',
    another: 'Nog een extensie',
  },
  en: {
    title: 'New extension',
    lead: 'Three fields. We make the password, and you see it once.',
    number: 'Number',
    numberHint: 'The first free number is filled in.',
    email: 'E-mail of the holder',
    emailHint: 'For logging in and messages.',
    make: 'Make the extension',
    made: (number: string) => `Extension ${number} is ready`,
    once: 'Copy the password now or print this page. It cannot be seen afterwards.',
    password: 'Password',
    toExtension: 'To the extension',
    another: 'Another extension',
  },
});

/** Three fields with the number proposed; the password is shown on the answer and nowhere else. */
export const newExtensionPage = consolePage({
  path: '/beheer/extensies/nieuw',
  async show(visit) {
    const words = WORDS[visit.language];
    const common = commonWords[visit.language];
    const { language, refused: errors } = visit;
    const plan = await read(visit, '/numbers', numberPlanSchema);
    const proposed = knownOf(plan)?.extensions.free ?? '';
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} />
        <UnknownAmong visit={visit} parts={[[common.freeNumber, plan]]} />
        <form method="post" class="form">
          <Hidden visit={visit} act="make" />
          <TextField
            name="callsign"
            label={common.callsign}
            value={sent(visit, 'callsign')}
            errors={errors}
            language={language}
            longest={64}
          />
          <TextField
            name="name"
            label={common.name}
            value={sent(visit, 'name')}
            errors={errors}
            language={language}
            longest={64}
          />
          <TextField
            name="number"
            label={words.number}
            hint={words.numberHint}
            value={sent(visit, 'number', proposed)}
            errors={errors}
            language={language}
            inputMode="numeric"
          />
          <TextField
            name="email"
            type="email"
            label={words.email}
            hint={words.emailHint}
            value={sent(visit, 'email')}
            errors={errors}
            language={language}
            optional
          />
          <button type="submit" class="button primary">
            {words.make}
          </button>
        </form>
      </>,
    );
  },
  acts: {
    make: (visit) => {
      const email = filled(visit, 'email');
      const body = {
        number: filled(visit, 'number') ?? '',
        callsign: filled(visit, 'callsign') ?? '',
        name: filled(visit, 'name') ?? '',
        ...(email && { email }),
      };
      return change(visit, { method: 'POST', path: '/extensions', body }, (made) => madeView(visit, made));
    },
  },
});

function madeView(visit: ConsoleVisit, made: unknown) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  const { number, callsign, name, password } = extensionWithPasswordSchema.parse(made);
  return view(
    words.made(number),
    <>
      <h1>{words.made(number)}</h1>
      <Banner tone="warn" title={words.once} />
      <PasswordCard title={words.password} password={password}>
        <dt>{common.extension}</dt>
        <dd>{number}</dd>
        <dt>{common.callsign}</dt>
        <dd>{callsign}</dd>
        <dt>{common.name}</dt>
        <dd>{name}</dd>
      </PasswordCard>
      <div class="buttons">
        <a class="button primary" href={visit.href(`/beheer/extensies/${encodeURIComponent(number)}`)}>
          {words.toExtension}
        </a>
        <a class="button" href={visit.href('/beheer/extensies/nieuw')}>
          {words.another}
        </a>
      </div>
    </>,
  );
}

/** In groups of four, so that it can be read aloud and typed. */
export function PasswordCard({
  title,
  password,
  children,
}: {
  readonly title: string;
  readonly password: string;
  readonly children?: preact.ComponentChildren;
}) {
  return (
    <section class="card">
      <dl class="facts">
        {children}
        <dt>{title}</dt>
        <dd class="mono big">{password}</dd>
      </dl>
    </section>
  );
}
