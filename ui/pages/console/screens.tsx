import { type Token, tokenSchema, tokenWithSecretSchema } from '../../../src/web/contract/tokens.ts';
import { backWith, Hidden, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { SelectField, TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { Island } from '../../islands/island.tsx';
import { TextCopy } from '../../islands/text-copy.tsx';
import { view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { inBoth } from '../../words/in-both.ts';
import { mineWords } from '../../words/mine.ts';
import { type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';
import { TokenTable } from './token-table.tsx';

const WORDS = inBoth({
  nl: {
    title: 'Schermen in de clubruimte',
    lead: 'Een televisie in de clubruimte laat zien hoeveel toestellen er zijn, hoeveel gesprekken, en hoe druk het in de bruggen is. Namen, roepletters en nummers van extensies staan er niet op.',
    screens: 'Sleutels van schermen',
    none: 'Er zijn nog geen schermen.',
    used: 'Laatst gezien',
    add: 'Nieuw scherm',
    name: 'Hoe heet het scherm?',
    nameHint: 'Letters, cijfers, punten en streepjes, zoals clubhuis-tv.',
    life: 'Hoe lang werkt de sleutel?',
    lives: { '30': '30 dagen', '365': '1 jaar', never: 'tot je hem intrekt' },
    make: 'Maak de sleutel',
    made: (name: string) => `Sleutel voor ${name}`,
    once: 'Je ziet deze sleutel maar één keer.',
    how: 'Open dit adres op het scherm. Daarna staat de sleutel niet meer in de adresbalk.',
    typed: 'Liever typen? Open daar /live?kiosk en vul de sleutel in:',
    done: { revoked: 'De sleutel werkt niet meer. Het scherm gaat binnen 5 seconden uit.' },
  },
  en: {
    title: 'Screens in the club room',
    lead: 'A television in the club room shows how many phones there are, how many calls, and how busy the bridges are. Names, call signs and numbers of extensions are not on it.',
    screens: 'Keys of screens',
    none: 'There are no screens yet.',
    used: 'Last seen',
    add: 'New screen',
    name: 'What is the screen called?',
    nameHint: 'Letters, digits, dots and dashes, such as club-tv.',
    life: 'How long does the key work?',
    lives: { '30': '30 days', '365': '1 year', never: 'until you revoke it' },
    make: 'Make the key',
    made: (name: string) => `Key for ${name}`,
    once: 'You see this key only once.',
    how: 'Open this address on the screen. After that the key is no longer in the address bar.',
    typed: 'Rather type? Open /live?kiosk there and fill in the key:',
    done: { revoked: 'The key does not work any more. The screen goes dark within 5 seconds.' },
  },
});

const LIVES = ['30', '365', 'never'] as const;
const DAY_S = 86_400;

/** Televisions that show counts and bridges: each has a key of its own, which can be taken back. */
export const screensPage = consolePage({
  path: '/beheer/live/schermen',
  async show(visit) {
    const words = WORDS[visit.language];
    const tokens = await readList(visit, '/tokens', tokenSchema);
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <Said visit={visit} done={words.done} />
        <section>
          <h2>{words.screens}</h2>
          <Known visit={visit} of={tokens}>
            {(all) => (
              <TokenTable
                visit={visit}
                tokens={all.filter(isOfScreen)}
                caption={words.screens}
                empty={words.none}
                used={words.used}
              />
            )}
          </Known>
        </section>
        <ScreenForm visit={visit} />
      </>,
      { about: [tokens] },
    );
  },
  acts: {
    make: (visit) => {
      const life = visit.form.get('life') ?? '';
      const ends = life === 'never' ? { expiresAt: null } : { durationSeconds: Number(life) * DAY_S };
      const body = { name: filled(visit, 'name') ?? '', scopes: ['kiosk'], ...ends };
      return change(visit, { method: 'POST', path: '/tokens', body, field: 'name' }, (made) => {
        const { name, secret, screenUrl } = tokenWithSecretSchema.parse(made);
        return keyView(visit, name, secret, screenUrl ?? '');
      });
    },
    revoke: (visit) =>
      change(
        visit,
        { method: 'DELETE', path: `/tokens/${encodeURIComponent(filled(visit, 'name') ?? '')}` },
        () => backWith(visit, 'revoked'),
      ),
  },
});

function isOfScreen({ scopes }: Token): boolean {
  return scopes.length === 1 && scopes[0] === 'kiosk';
}

function keyView(visit: ConsoleVisit, name: string, secret: string, url: string) {
  const words = WORDS[visit.language];
  const { copy } = mineWords[visit.language];
  return view(
    words.made(name),
    <>
      <h1>{words.made(name)}</h1>
      <Banner tone="warn" title={words.once} />
      <p>{words.how}</p>
      <p class="mono big">{url}</p>
      <Island name="text-copy" component={TextCopy} props={{ text: url, words: copy }} />
      <p>{words.typed}</p>
      <p class="mono big">{secret}</p>
      <a class="button" href={visit.href('/beheer/live/schermen')}>
        {commonWords[visit.language].cancel}
      </a>
    </>,
  );
}

function ScreenForm({ visit }: { readonly visit: ConsoleVisit }) {
  const words = WORDS[visit.language];
  const { language, refused: errors } = visit;
  return (
    <form method="post" class="form card">
      <h2>{words.add}</h2>
      <Hidden visit={visit} act="make" />
      <TextField
        name="name"
        label={words.name}
        hint={words.nameHint}
        value={sent(visit, 'name')}
        errors={errors}
        language={language}
        longest={32}
      />
      <SelectField
        name="life"
        label={words.life}
        value={sent(visit, 'life', '365')}
        options={LIVES.map((value) => ({ value, text: words.lives[value] }))}
        language={language}
      />
      <button type="submit" class="button primary">
        {words.make}
      </button>
    </form>
  );
}
