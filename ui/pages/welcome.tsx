import { Icon } from '../components/icon.tsx';
import { StateIcon } from '../components/state.tsx';
import { type Page, type Visit, view } from '../page.ts';
import { welcomeWords } from '../words/welcome.ts';

const DOORS = [
  { path: '/aanvragen', icon: 'apply', name: 'join' },
  { path: '/inloggen', icon: 'person', name: 'member' },
  { path: '/hulp', icon: 'help', name: 'trouble' },
] as const;

/** In ten seconds: what is this, does it work, how do I join. Counts only, nobody is named (H6). */
export const welcomePage: Page = {
  path: '/',
  async get(visit) {
    const words = welcomeWords[visit.language];
    return view(
      words.title,
      <>
        <h1>{words.heading(visit.site?.name ?? null)}</h1>
        <p class="lead">{words.lead}</p>
        <StatusLine visit={visit} />
        <ul class="doors">
          {DOORS.filter(({ path }) => visit.hasPage(path)).map(({ path, icon, name }) => (
            <li key={path}>
              <a class="door" href={visit.href(path)}>
                <Icon name={icon} />
                <strong>{words.doors[name].title}</strong>
                <span>{words.doors[name].text}</span>
              </a>
            </li>
          ))}
        </ul>
        <section class="card">
          <h2>{words.knowTitle}</h2>
          <ul class="ticks">
            {words.know.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {visit.hasPage('/huisregels') && <a href={visit.href('/huisregels')}>{words.rules}</a>}
        </section>
      </>,
    );
  },
};

/** `✓ Alles werkt · 31 toestellen bereikbaar · 48 extensies · 4 gesprekken`. */
function StatusLine({ visit }: { readonly visit: Visit }) {
  const words = welcomeWords[visit.language];
  const { site } = visit;
  if (site === undefined) {
    return (
      <p class="status-line tint-muted">
        <StateIcon state="unknown" />
        <strong>{words.noFigures}</strong>
      </p>
    );
  }
  const figures =
    site.extensions === 0
      ? [words.newClub]
      : [words.phones(site.phones), words.extensions(site.extensions), words.calls(site.calls)];
  return (
    <div class={`status-line ${site.running ? 'tint-ok' : 'tint-err'}`}>
      <StateIcon state={site.running ? 'good' : 'banned'} />
      <p>
        <strong>{site.running ? words.works : words.stopped}</strong>
        {figures.map((figure) => (
          <span key={figure}> · {figure}</span>
        ))}{' '}
        {visit.hasPage('/status') && <a href={visit.href('/status')}>{words.more}</a>}
      </p>
    </div>
  );
}
