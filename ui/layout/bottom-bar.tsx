import { Icon } from '../components/icon.tsx';
import type { Visit } from '../page.ts';
import { layoutWords } from '../words/layout.ts';
import {
  BAR_WORDS,
  CONSOLE_BAR,
  CONSOLE_PLACES,
  MEMBER_BAR,
  MEMBER_PLACES,
  PUBLIC_PLACES,
  VISITOR_BAR,
} from './navigation.ts';
import { isHere } from './rail.tsx';

const BARS = { visitor: VISITOR_BAR, member: MEMBER_BAR, administrator: CONSOLE_BAR } as const;

/** Under the thumb on narrow screens: four pages and the way to all of them. */
export function BottomBar({ visit }: { readonly visit: Visit }) {
  const bar = BARS[visit.session.role];
  const places = [...CONSOLE_PLACES, ...MEMBER_PLACES, ...PUBLIC_PLACES]
    .filter(({ path }) => bar.includes(path) && visit.hasPage(path))
    .sort((a, b) => bar.indexOf(a.path) - bar.indexOf(b.path));
  const words = BAR_WORDS[visit.language];
  return (
    <nav class="bottom-bar" aria-label={layoutWords[visit.language].more}>
      {places.map(({ path, icon }) => (
        <a key={path} href={visit.href(path)} {...(isHere(visit, path) && { 'aria-current': 'page' })}>
          <Icon name={icon} />
          {words[path]}
        </a>
      ))}
      <a href="#pages">
        <Icon name="more" />
        {words['more']}
      </a>
    </nav>
  );
}
