import { Choices } from '../components/form.tsx';
import { type Display, displayCookie, stepTextSize, TEXT_SIZES, THEMES } from '../layout/display.ts';
import { ownPath } from '../own-path.ts';
import { type Page, type Visit, view } from '../page.ts';
import { inBoth } from '../words/in-both.ts';

const WORDS = inBoth({
  nl: {
    title: 'Weergave',
    lead: 'Kies hoe je deze site wilt zien. De keuze blijft in deze browser staan.',
    theme: 'Licht of donker',
    themes: { system: 'Zoals mijn toestel', light: 'Licht', dark: 'Donker' },
    textSize: 'Lettergrootte',
    textSizes: { 100: 'Normaal', 125: 'Groter', 150: 'Groot', 200: 'Heel groot' },
    save: 'Zo wil ik het',
  },
  en: {
    title: 'Display',
    lead: 'Choose how you want to see this site. The choice stays in this browser.',
    theme: 'Light or dark',
    themes: { system: 'Like my device', light: 'Light', dark: 'Dark' },
    textSize: 'Text size',
    textSizes: { 100: 'Normal', 125: 'Larger', 150: 'Large', 200: 'Very large' },
    save: 'This is how I like it',
  },
});

/** Theme and text size, without a script. */
export const displayPage: Page = {
  path: '/weergave',
  async get(visit) {
    const words = WORDS[visit.language];
    const { theme, textSize } = visit.display;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form method="post" class="form">
          <Choices
            name="theme"
            legend={words.theme}
            value={theme}
            options={THEMES.map((value) => ({ value, text: words.themes[value] }))}
          />
          <Choices
            name="text-size"
            legend={words.textSize}
            value={String(textSize)}
            options={TEXT_SIZES.map((size) => ({ value: String(size), text: words.textSizes[size] }))}
          />
          <button type="submit" class="button primary">
            {words.save}
          </button>
        </form>
      </>,
    );
  },
  async post(visit) {
    return {
      kind: 'redirect',
      to: backTo(visit),
      cookies: [displayCookie(chosen(visit))],
    };
  },
};

function chosen({ form, display }: Visit): Display {
  const size = form.get('text-size');
  const theme = THEMES.find((known) => known === form.get('theme')) ?? display.theme;
  if (size === 'smaller') return { theme, textSize: stepTextSize(display.textSize, -1) };
  if (size === 'larger') return { theme, textSize: stepTextSize(display.textSize, 1) };
  if (size === 'normal') return { theme, textSize: 100 };
  return { theme, textSize: TEXT_SIZES.find((known) => String(known) === size) ?? display.textSize };
}

/** To the page where the button was pressed; never to another site. */
function backTo(visit: Visit): string {
  return ownPath(visit.form.get('back') ?? '') ?? visit.href('/weergave');
}
