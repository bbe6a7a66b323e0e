import { Banner } from '../components/banner.tsx';
import { type View, type Visit, view } from '../page.ts';
import { inBoth } from '../words/in-both.ts';

interface ErrorText {
  readonly title: string;
  readonly why: string;
  readonly doThis: string;
}

const WORDS = inBoth<{
  readonly home: string;
  readonly contact: string;
  readonly texts: Readonly<Record<403 | 404 | 413 | 500, ErrorText>>;
}>({
  nl: {
    home: 'Naar de voorpagina',
    contact: 'Blijft het zo? Mail',
    texts: {
      403: {
        title: 'Dit formulier kwam niet van deze site',
        why: 'Je browser zei dat het formulier van een andere site kwam, of te oud is.',
        doThis: 'Open de pagina opnieuw en vul het formulier nog een keer in.',
      },
      404: {
        title: 'Deze pagina is er niet',
        why: 'Het adres klopt niet, of de pagina is weggehaald.',
        doThis: 'Kijk of je het adres goed hebt overgenomen, of begin op de voorpagina.',
      },
      413: {
        title: 'Dit is te veel om te versturen',
        why: 'Wat je invulde is langer dan dit formulier aankan.',
        doThis: 'Maak de tekst korter en verstuur het opnieuw.',
      },
      500: {
        title: 'Deze pagina lukt nu niet',
        why: 'De centrale maakte zelf een fout. Die is genoteerd. Bellen werkt misschien gewoon.',
        doThis: 'Probeer het over een minuut nog eens.',
      },
    },
  },
  en: {
    home: 'To the front page',
    contact: 'Does it stay like this? Mail',
    texts: {
      403: {
        title: 'This form did not come from this site',
        why: 'Your browser said that the form came from another site, or it is too old.',
        doThis: 'Open the page again and fill in the form once more.',
      },
      404: {
        title: 'There is no such page',
        why: 'The address is not right, or the page was taken away.',
        doThis: 'See whether you copied the address well, or start at the front page.',
      },
      413: {
        title: 'This is too much to send',
        why: 'What you filled in is longer than this form can take.',
        doThis: 'Make the text shorter and send it again.',
      },
      500: {
        title: 'This page does not work now',
        why: 'The exchange itself made a mistake. It was noted. Calls may work as usual.',
        doThis: 'Try again in a minute.',
      },
    },
  },
});

/** What, why, what to do, and whom to write to. */
export function errorView(status: 403 | 404 | 413 | 500, visit: Visit): View {
  const words = WORDS[visit.language];
  const { title, why, doThis } = words.texts[status];
  const contact = visit.site?.contact;
  const body = (
    <>
      <h1>{title}</h1>
      <Banner tone={status === 500 ? 'err' : 'warn'} title={why}>
        <p>{doThis}</p>
        {contact && (
          <p>
            {words.contact} <a href={`mailto:${contact}`}>{contact}</a>.
          </p>
        )}
      </Banner>
      <p>
        <a class="button" href={visit.href('/')}>
          {words.home}
        </a>
      </p>
    </>
  );
  return view(title, body, { status });
}
