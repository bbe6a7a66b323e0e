import type { ComponentChildren } from 'preact';
import { Banner } from '../components/banner.tsx';
import { UnknownPart } from '../components/known.tsx';
import { Island } from '../islands/island.tsx';
import { PageRefresh } from '../islands/page-refresh.tsx';
import { UNKNOWN_STATUS, type View, type Visit, view } from '../page.ts';
import type { Unknown } from '../reading.ts';
import { inBoth } from '../words/in-both.ts';

interface ErrorText {
  readonly title: string;
  readonly why: string;
  readonly doThis: string;
}

const WORDS = inBoth<{
  readonly home: string;
  readonly contact: string;
  readonly unknown: {
    readonly title: string;
    readonly why: string;
    readonly itself: string;
    readonly notDone: string;
  };
  readonly texts: Readonly<Record<403 | 404 | 413 | 500, ErrorText>>;
}>({
  nl: {
    home: 'Naar de voorpagina',
    contact: 'Blijft het zo? Mail',
    unknown: {
      title: 'Dit is nu niet bekend',
      why: 'De centrale kon niet lezen wat op deze pagina hoort te staan. Bellen werkt misschien gewoon.',
      itself: 'Deze pagina probeert het elke 15 seconden vanzelf opnieuw.',
      notDone: 'Wat je verstuurde is niet gedaan.',
    },
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
    unknown: {
      title: 'This is not known now',
      why: 'The exchange could not read what belongs on this page. Calls may work as usual.',
      itself: 'This page tries again by itself every 15 seconds.',
      notDone: 'What you sent was not done.',
    },
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

const AGAIN_S = 15;

/** What, why, what to do, and whom to write to. */
export function errorView(status: 403 | 404 | 413 | 500, visit: Visit): View {
  const words = WORDS[visit.language];
  const { title, why, doThis } = words.texts[status];
  const body = (
    <>
      <h1>{title}</h1>
      <Banner tone={status === 500 ? 'err' : 'warn'} title={why}>
        <p>{doThis}</p>
        <Contact visit={visit} />
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

/**
 * What the page is about could not be read: that is said, and nothing is made up. `said` is what was refused of a form
 * just before.
 */
export function unknownView(visit: Visit, unknown: Unknown, said?: ComponentChildren): View {
  const words = WORDS[visit.language];
  const { title, why, itself, notDone } = words.unknown;
  // A form is not sent again by itself.
  const isRead = visit.method === 'GET';
  const body = (
    <>
      <h1>{title}</h1>
      {said ?? (!isRead && <Banner tone="err" title={notDone} />)}
      <p class="lead">{why}</p>
      <UnknownPart visit={visit} code={unknown.code} />
      {isRead && <p class="muted needs-script">{itself}</p>}
      {isRead && (
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: AGAIN_S, events: [] }} />
      )}
      <Contact visit={visit} />
    </>
  );
  return view(title, body, { status: UNKNOWN_STATUS, ...(isRead && { refreshS: AGAIN_S }) });
}

/** Who can do more about it (H1). */
function Contact({ visit }: { readonly visit: Visit }) {
  const contact = visit.site?.contact;
  if (!contact) return null;
  return (
    <p>
      {WORDS[visit.language].contact} <a href={`mailto:${contact}`}>{contact}</a>.
    </p>
  );
}
