import type { Visit } from '../page.ts';
import { layoutWords } from '../words/layout.ts';
import { FOOT_PLACES } from './navigation.ts';

/** On every page: that the service is an experiment, whom to write to, and that 112 does not work (H1, 112). */
export function Footer({ visit }: { readonly visit: Visit }) {
  const words = layoutWords[visit.language];
  const contact = visit.site?.contact;
  return (
    <footer class="site-footer">
      <p>{words.experimental}</p>
      <p>
        {contact ? (
          <>
            {words.questions} <a href={`mailto:${contact}`}>{contact}</a>.
          </>
        ) : (
          words.questionsWithoutAddress
        )}{' '}
        {words.emergency}
      </p>
      <ul aria-label={words.small}>
        {FOOT_PLACES.filter(({ path }) => visit.hasPage(path)).map((place) => (
          <li key={place.path}>
            <a href={visit.href(place.path)}>{place[visit.language]}</a>
          </li>
        ))}
      </ul>
    </footer>
  );
}
