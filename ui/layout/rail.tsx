import { Icon } from '../components/icon.tsx';
import type { Visit } from '../page.ts';
import { layoutWords } from '../words/layout.ts';
import { PUBLIC_PLACES } from './navigation.ts';

/** The pages by name: at the left of wide screens, below the content of narrow ones. */
export function Rail({ visit }: { readonly visit: Visit }) {
  return (
    <nav class="rail" id="pages" aria-label={layoutWords[visit.language].pages}>
      <ul>
        {PUBLIC_PLACES.filter(({ path }) => visit.hasPage(path)).map((place) => (
          <li key={place.path}>
            <a href={visit.href(place.path)} {...(isHere(visit, place.path) && { 'aria-current': 'page' })}>
              <Icon name={place.icon} />
              <span>{place[visit.language]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The page itself, or one that lies below it. */
export function isHere(visit: Visit, path: string): boolean {
  return visit.path === path || (path !== '/' && visit.path.startsWith(`${path}/`));
}
