import { addressOfFreePage } from '../../src/web/contract/free-pages.ts';
import { Icon } from '../components/icon.tsx';
import type { Visit } from '../page.ts';
import { layoutWords } from '../words/layout.ts';
import { ownMessageWords } from '../words/own-messages.ts';
import { CONSOLE_PLACES, MEMBER_PLACES, type Place, PUBLIC_PLACES } from './navigation.ts';

/** The pages by name: at the left of wide screens, below the content of narrow ones. */
export function Rail({ visit }: { readonly visit: Visit }) {
  const words = layoutWords[visit.language];
  return (
    <nav class="rail" id="pages" aria-label={words.pages}>
      {visit.session.role !== 'visitor' && (
        <>
          <Places visit={visit} places={existing(visit, OWN_PLACES[visit.session.role])} />
          <h2>{words.service}</h2>
        </>
      )}
      <Places visit={visit} places={[...existing(visit, PUBLIC_PLACES), ...placesOfClub(visit)]} />
    </nav>
  );
}

function existing(visit: Visit, places: readonly Place[]): readonly Place[] {
  return places.filter(({ path }) => visit.hasPage(path));
}

/** Pages that the club added itself. */
function placesOfClub({ site }: Visit): readonly Place[] {
  return (site?.pages ?? []).map(({ page, title }) => ({
    path: addressOfFreePage(page),
    icon: 'copy',
    ...title,
  }));
}

const OWN_PLACES = { member: MEMBER_PLACES, administrator: CONSOLE_PLACES } as const;

function Places({ visit, places }: { readonly visit: Visit; readonly places: readonly Place[] }) {
  return (
    <ul>
      {places.map((place) => (
        <li key={place.path}>
          <a href={visit.href(place.path)} {...(isHere(visit, place.path) && { 'aria-current': 'page' })}>
            <Icon name={place.icon} />
            <span>{place[visit.language]}</span>
            {place.path === UNREAD_AT && <Unread visit={visit} />}
          </a>
        </li>
      ))}
    </ul>
  );
}

const UNREAD_AT = '/mijn/berichten';

/** How many messages wait to be read; told in words to who hears the page. */
function Unread({ visit }: { readonly visit: Visit }) {
  const { unreadMessages } = visit.session;
  if (unreadMessages === 0) return null;
  return (
    <>
      <span class="unread" aria-hidden="true">
        {unreadMessages}
      </span>
      <span class="visually-hidden">{ownMessageWords[visit.language].count(unreadMessages)}</span>
    </>
  );
}

/** Pages that lie below these are none of theirs. */
const ROOTS: readonly string[] = ['/', '/mijn', '/beheer'];

/** The page itself, or one that lies below it. */
export function isHere(visit: Visit, path: string): boolean {
  return visit.path === path || (!ROOTS.includes(path) && visit.path.startsWith(`${path}/`));
}
