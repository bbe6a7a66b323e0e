import type { Visit } from '../page.ts';
import { inBoth } from '../words/in-both.ts';

const WORDS = inBoth({
  nl: { label: 'Zoek in de console', button: 'Zoek' },
  en: { label: 'Search the console', button: 'Search' },
});

/** Above every page of the console. */
export function SearchBox({ visit }: { readonly visit: Visit }) {
  if (visit.session.role !== 'administrator' || !/^\/beheer(\/|$)/.test(visit.path)) return null;
  const words = WORDS[visit.language];
  const wanted = visit.path === '/beheer/zoeken' ? (visit.query.get('q') ?? '') : '';
  return (
    <search>
      <form class="search" method="get" action={visit.href('/beheer/zoeken')}>
        <div class="field">
          <label for="console-search">{words.label}</label>
          <input id="console-search" name="q" type="search" value={wanted} maxLength={80} />
        </div>
        <button type="submit" class="button">
          {words.button}
        </button>
      </form>
    </search>
  );
}
